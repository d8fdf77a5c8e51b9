import { createTestDatabase, type TestDatabase } from '@huzhu/db/testing/create-test-database';
import { startDisposableServices } from '../services/disposable.mjs';
import { sayTo } from '../services/say.mjs';
import type { Benchmark, BenchOptions } from './benchmark.ts';

export interface BenchDatabase {
  /** Runs one contender with the database that is its own, or everybody's. */
  with<T>(run: (databaseUrl: string) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** What `Benchmark.database` asks for, on a Postgres of the benchmark's own; DATABASE_URL is not looked at. */
export async function openBenchDatabase(benchmark: Benchmark, options: BenchOptions): Promise<BenchDatabase> {
  const { database: wanted } = benchmark;
  if (!wanted) return { with: (run) => run(''), close: async () => {} };
  sayTo(process.stderr);
  const services = await startDisposableServices();
  process.env.TEST_DATABASE_URL = services.databaseUrl;
  let shared: TestDatabase | undefined;
  try {
    if (wanted !== 'run') {
      shared = await createTestDatabase();
      await wanted.fill(shared, options);
    }
  } catch (error) {
    await services.stop();
    throw error;
  }
  return {
    async with(run) {
      if (shared) return run(shared.url);
      const own = await createTestDatabase();
      try {
        return await run(own.url);
      } finally {
        await own.drop();
      }
    },
    async close() {
      await shared?.drop();
      await services.stop();
    },
  };
}
