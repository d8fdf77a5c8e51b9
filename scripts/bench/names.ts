import type { Benchmark } from './benchmark.ts';

/** Loaded only when asked for: a contender's process must not pay for another benchmark's libraries. */
export const BENCHMARKS: Readonly<Record<string, () => Promise<Benchmark>>> = {
  duplicates: async () => (await import('./duplicates.ts')).default,
  export: async () => (await import('./export.ts')).default,
  import: async () => (await import('./import.ts')).default,
  load: async () => (await import('./load.ts')).default,
  lookup: async () => (await import('./lookup.ts')).default,
  notice: async () => (await import('./notice.ts')).default,
  'pdf-list': async () => (await import('./pdf-list.ts')).default,
  queue: async () => (await import('./queue.ts')).default,
  read: async () => (await import('./read.ts')).default,
};
