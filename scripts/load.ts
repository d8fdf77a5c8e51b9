import { readFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { FaultWorld } from '../tests/faults/fault-world.ts';
import { printTable } from '../tests/faults/print-table.ts';
import { importSeries } from './load/import-series.ts';
import { importTogether, type TogetherResult } from './load/import-together.ts';
import { type LoadOperator, makeOperators } from './load/load-operators.ts';
import { onStop } from './services/on-stop.mjs';

/**
 * `npm run load` — 50 operators import 1,000 rows each in the same moment, with and without a zip bomb among them.
 * `npm run load -- --series 1000 [--rows 300]` — so many imports one after the other; the worker's memory must not grow.
 *
 * Brings up a product of its own on loopback, sends a bounded number of requests, removes all of it. Exit 1 when a goal is missed.
 */
const { values } = parseArgs({
  options: {
    operators: { type: 'string', default: '50' },
    rows: { type: 'string' },
    rounds: { type: 'string', default: '2' },
    series: { type: 'string' },
  },
});

const BOMB = new URL('../packages/documents/fixtures/crafted/30-bomb-sheet-1g-spaces.xlsx', import.meta.url);
const ALL_DONE_MS = 120_000;
const P95_MS = 500;
const BOMB_DELAY_MS = 2_000;
const GROWTH = 1.1;

const missed: string[] = [];
const goal = (held: boolean, sentence: string) => {
  if (!held) missed.push(sentence);
  return `${sentence} ${held ? '✓' : '✗ missed'}`;
};
const percentile = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN;
const s = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const ms = (value: number) => `${Math.round(value)} ms`;

const roster = async (rows: number, from: number) =>
  new Uint8Array(await generateRoster({ plans: [seedPlan('HOSP')], rows, from }));

async function together(world: FaultWorld, operators: readonly LoadOperator[], bomber: LoadOperator): Promise<void> {
  const rows = Number(values.rows ?? 1_000);
  const files: Uint8Array<ArrayBuffer>[] = [];
  for (let i = 0; i < operators.length; i += 1) files.push(await roster(rows, i * rows));
  const bombFile = new Uint8Array(await readFile(BOMB));
  // Warms the caches of Postgres and the compiled code of all processes, as on any day but the first.
  await importTogether(world, operators.slice(0, 4), files);

  const runs: { bomb: boolean; result: TogetherResult }[] = [];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    runs.push({ bomb: false, result: await importTogether(world, operators, files) });
    const bomb = { operator: bomber, file: bombFile };
    runs.push({ bomb: true, result: await importTogether(world, operators, files, bomb) });
  }
  const last = (result: TogetherResult) => result.doneMs.at(-1) ?? Number.POSITIVE_INFINITY;
  printTable(
    [
      'run',
      'done',
      'last after',
      'median after',
      'longest wait',
      'no end for',
      'API p95',
      'API slowest',
      'answers',
      'upload p95',
      'bomb',
    ],
    runs.map(({ bomb, result }, i) => [
      `${i + 1}${bomb ? ' with bomb' : ''}`,
      `${result.succeeded} of ${operators.length}`,
      s(last(result)),
      s(percentile(result.doneMs, 0.5)),
      s(Math.max(...result.waitsMs)),
      s(result.longestGapMs),
      ms(percentile(result.answersMs, 0.95)),
      ms(Math.max(...result.answersMs)),
      result.answersMs.length,
      s(percentile(result.uploadsMs, 0.95)),
      result.bomb ? `${result.bomb.state}, ${result.bomb.code}, after ${s(result.bomb.heldMs)}` : '',
    ]),
  );
  // The best of each kind: what else the machine did in a round is not the bomb's.
  const best = (bomb: boolean) => Math.min(...runs.filter((run) => run.bomb === bomb).map((run) => last(run.result)));
  const delayMs = best(true) - best(false);
  const all = runs.every(
    ({ result }) => result.succeeded === operators.length && result.rows === operators.length * rows,
  );
  const bombs = runs.filter((run) => run.bomb).map((run) => run.result.bomb);
  console.log(
    [
      '',
      goal(all, `all ${operators.length} × ${rows} rows imported in every run`),
      goal(
        bombs.every((bomb) => bomb?.state === 'failed' && bomb.code?.startsWith('FILE_')),
        'the bomb alone failed, with its sentence',
      ),
      goal(
        Math.max(...runs.map(({ result }) => last(result))) <= ALL_DONE_MS,
        `all done ≤ ${ALL_DONE_MS / 1000} s: ${s(Math.max(...runs.map(({ result }) => last(result))))}`,
      ),
      goal(
        Math.max(...runs.map(({ result }) => percentile(result.answersMs, 0.95))) <= P95_MS,
        `API p95 ≤ ${P95_MS} ms meanwhile: ${ms(Math.max(...runs.map(({ result }) => percentile(result.answersMs, 0.95))))}`,
      ),
      goal(
        delayMs <= BOMB_DELAY_MS,
        `others delayed by the bomb ≤ ${BOMB_DELAY_MS / 1000} s: last done ${s(best(true))} with, ${s(best(false))} without`,
      ),
    ].join('\n'),
  );
}

async function series(world: FaultWorld, operators: readonly LoadOperator[]): Promise<void> {
  const imports = Number(values.series);
  const rows = Number(values.rows ?? 300);
  const points = await importSeries(world, operators, await roster(rows, 0), { imports, say: console.log });
  printTable(
    ['imports', 'worker RSS', 'API RSS', 'per import'],
    points.map((point) => [
      point.imports,
      `${point.workerMb.toFixed(0)} MB`,
      `${point.apiMb.toFixed(0)} MB`,
      ms(point.msPerImport),
    ]),
  );
  const [first, final] = [points[0]?.workerMb ?? Number.NaN, points.at(-1)?.workerMb ?? Number.NaN];
  console.log(
    `\n${goal(final <= first * GROWTH, `worker RSS after ${imports} imports of ${rows} rows ≤ ${GROWTH} × after the 100th: ${(final / first).toFixed(2)} ×`)}`,
  );
}

console.log(
  `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}, Node ${process.version}`,
);
const world = await FaultWorld.start({ faultPoints: false });
onStop(() => void world.close().finally(() => process.exit(130)));
try {
  await world.calm(1);
  const [bomber, ...operators] = await makeOperators(world, Number(values.operators) + 1);
  if (!bomber) throw new Error('--operators is a number from 1');
  await (values.series ? series(world, operators) : together(world, operators, bomber));
  missed.push(...world.ownDeaths);
} finally {
  await world.close();
}
console.log(missed.length === 0 ? '\nevery goal was reached' : `\n${missed.length} missed: ${missed.join('; ')}`);
process.exitCode = missed.length === 0 ? 0 : 1;
