import { cpus, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { outliveLostConnections } from '@huzhu/db/scope/outlive-lost-connections';
import { onStop } from '../../scripts/services/on-stop.mjs';
import { seconds } from './fault.ts';
import { FAULT_MATRIX } from './fault-matrix.ts';
import { FaultWorld } from './fault-world.ts';
import { printTable } from './print-table.ts';
import { type StormRun, storm } from './storm.ts';

/**
 * `npm run test:faults -- [--runs 200] [--seed N] [--lanes 6] [--only PATTERN]`
 *
 * First the matrix: one fault after the other, each at an exact point. Then the storm: so many imports, each with a fault at a
 * random point. Prints what was done and what held; exit 1 when anything was lost, doubled or late. `--runs 0` leaves the
 * storm out, `--only storm` the matrix, `--only Redis` the storm and every fault whose name does not match.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    lanes: { type: 'string', default: '6' },
    only: { type: 'string' },
  },
});
const count = (name: 'runs' | 'seed' | 'lanes') => {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} is a whole number`);
  return value;
};

const RECOVERY_MS = 120_000;

async function runMatrix(world: FaultWorld): Promise<number> {
  const chosen = FAULT_MATRIX.filter((fault) => !values.only || new RegExp(values.only).test(fault.name));
  if (chosen.length === 0) throw new Error(`no fault is named like "${values.only}"`);
  const rows: string[][] = [];
  let violations = 0;
  for (const fault of chosen) {
    const from = performance.now();
    const deaths = world.ownDeaths.length;
    try {
      const { did, held } = await fault.run(world, { brief: false });
      if (world.ownDeaths.length > deaths) throw new Error(world.ownDeaths.slice(deaths).join('\n'));
      rows.push([fault.name, did, held]);
      console.log(`✓ ${fault.name} (${seconds(performance.now() - from)})\n    did:  ${did}\n    held: ${held}`);
    } catch (error) {
      violations += 1;
      const { message, cause } = error as Error;
      rows.push([fault.name, '', `✗ ${message.split('\n')[0]}`]);
      console.log(`✗ ${fault.name}: ${message}${cause ? ` (${cause})` : ''}\n${(error as Error).stack}`);
      console.log(await world.describe());
      // What it left half done must not be blamed on the next one.
      await world.recover();
    }
  }
  console.log();
  printTable(['fault', 'what was done', 'what held'], rows);
  return violations;
}

async function runStorm(world: FaultWorld): Promise<number> {
  const seed = count('seed');
  const from = performance.now();
  const results = await storm(world, { runs: count('runs'), seed, lanes: count('lanes'), say: console.log });
  const kinds = [...new Set(results.map((result) => result.kind))].sort();
  const row = (name: string, of: readonly StormRun[]) => {
    const times = of.map((result) => result.recoveredMs).sort((a, b) => a - b);
    return [
      name,
      of.length,
      of.filter((result) => result.stateThen !== 'succeeded').length,
      of.filter((result) => result.violation !== null).length,
      seconds(times[times.length >> 1] ?? 0),
      seconds(times.at(-1) ?? 0),
      Math.max(...of.map((result) => result.attempts)),
    ];
  };
  console.log();
  printTable(
    ['storm', 'runs', 'hit before the end', 'violations', 'median recovery', 'longest (≤ 120 s)', 'most attempts'],
    [
      ...kinds.map((kind) =>
        row(
          kind,
          results.filter((result) => result.kind === kind),
        ),
      ),
      row('all', results),
    ],
  );
  const accepted = results.reduce((sum, result) => sum + result.rows, 0);
  const late = results.filter((result) => result.recoveredMs > RECOVERY_MS).length;
  const violations = results.filter((result) => result.violation !== null).length + late + world.ownDeaths.length;
  for (const death of world.ownDeaths) console.log(`✗ ${death}`);
  console.log(
    `\nseed ${seed}: ${results.length} runs, ${accepted} rows accepted, ${violations} violations (lost, doubled, late, died), ${seconds(performance.now() - from)}`,
  );
  return violations;
}

console.log(
  `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}, Node ${process.version}`,
);
// The test has a pool too, and its database is the one that is killed.
outliveLostConnections(() => {});
const world = await FaultWorld.start();
onStop(() => void world.close().finally(() => process.exit(130)));
let violations = 1;
try {
  violations = values.only === 'storm' ? 0 : await runMatrix(world);
  if (count('runs') > 0 && (!values.only || values.only === 'storm')) violations += await runStorm(world);
} finally {
  await world.close();
}
console.log(violations === 0 ? '\nno violation' : `\n${violations} violations`);
process.exitCode = violations === 0 ? 0 : 1;
