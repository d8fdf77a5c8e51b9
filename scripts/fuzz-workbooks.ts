import { parseArgs } from 'node:util';
import { differentialRound, mutationRound } from '@huzhu/documents/testing/fuzz-reader';

/**
 * `npm run -s test:fuzz -- [--minutes 5] [--seed N]`
 *
 * The long form of fuzz-reader.test.ts: random workbooks, sound and damaged, against the model and a second reader.
 * Prints every finding with its seed (to be kept in fuzz-seeds.ts) and goes on; exit 1 when there was one. With `--seed`
 * and without `--minutes` that seed alone is run.
 */
const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
const first = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const single = values.seed !== undefined && values.minutes === undefined;
const until = performance.now() + Number(values.minutes ?? 5) * 60_000;
if (!Number.isInteger(first) || !Number.isFinite(until)) throw new Error('usage: --minutes 5 --seed 1');

const outcomes: Record<string, number> = {};
let findings = 0;
let slowestMs = 0;

function found(what: string, seed: number, error: unknown): void {
  findings += 1;
  process.stdout.write(`✗ ${what}, seed ${seed}: ${error instanceof Error ? error.message : error}\n`);
}

process.on('unhandledRejection', (error) => found('an unhandled rejection', -1, error));

async function round(what: string, seed: number, run: () => Promise<string>): Promise<void> {
  const began = performance.now();
  try {
    const outcome = await run();
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  } catch (error) {
    found(what, seed, error);
  }
  slowestMs = Math.max(slowestMs, performance.now() - began);
}

let seed = first;
do {
  await round('a sound workbook', seed, async () => {
    await differentialRound(seed);
    return 'sound';
  });
  for (const damaged of single ? [seed] : [seed, seed + 2 ** 31, seed + 2 ** 32]) {
    await round('a damaged workbook', damaged, async () => (await mutationRound(damaged)).outcome);
  }
  seed += 1;
} while (!single && performance.now() < until);

process.stdout.write(
  `seeds ${first} to ${seed - 1}, slowest ${Math.round(slowestMs)} ms: ${JSON.stringify(outcomes)}; ${findings} findings\n`,
);
process.exitCode = findings > 0 ? 1 : 0;
