/**
 * What the worker's process is started with, here, in tests and in infra/Dockerfile: every import reads in a thread of its own, and glibc
 * gives each new thread an arena that it never gives back. Two arenas are enough, and memory stays level (docs/reliability.md).
 */
export const WORKER_ENV = { MALLOC_ARENA_MAX: '2' };
