import type { Benchmark } from './benchmark.ts';

/** Loaded only when asked for: a contender's process must not pay for another benchmark's libraries. */
export const BENCHMARKS: Readonly<Record<string, () => Promise<Benchmark>>> = {
  export: async () => (await import('./export.ts')).default,
  read: async () => (await import('./read.ts')).default,
};
