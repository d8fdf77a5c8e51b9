import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/longest-first.ts';

const INTEGRATION = '**/*.integration.test.{ts,tsx}';
const elsewhere = ['**/node_modules/**', '**/dist/**', '.cache/**', '.data/**'];

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.{ts,tsx}', 'tests/unit/**/*.test.ts'],
          exclude: [...elsewhere, INTEGRATION],
          // A fuzz of a second on a free machine; checks, builds and a browser may share the two cores with it.
          testTimeout: 30_000,
          maxWorkers: 2,
          // One load of the modules for all files of a worker: a quarter of the time went into loading them again.
          isolate: false,
        },
      },
      {
        test: {
          name: 'integration',
          include: [
            'packages/*/src/**/*.integration.test.ts',
            'apps/*/src/**/*.integration.test.ts',
            'tests/integration/**/*.test.ts',
          ],
          exclude: elsewhere,
          globalSetup: ['tests/integration-services.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // One more than cores: the longest files wait for deadlines and leases most of their time.
          maxWorkers: 3,
          isolate: false,
        },
      },
      {
        test: {
          // Figures: one file at a time, and scripts/test.mjs lets nothing run beside them, because it would be measured too.
          name: 'integration-alone',
          include: ['tests/alone/**/*.test.ts'],
          exclude: elsewhere,
          globalSetup: ['tests/integration-services.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          exclude: elsewhere,
          globalSetup: ['tests/browser/product.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          expect: { poll: { timeout: 20_000 } },
          // Each worker has a product of its own. Two of them need a quarter less time and now and then miss a click on two cores.
          maxWorkers: 1,
        },
      },
    ],
  },
});
