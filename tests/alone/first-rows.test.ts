import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { excelRoster } from '@huzhu/documents/testing/excel-roster';
import type { RosterRowView, RosterStatus } from '@huzhu/domain/roster/roster.schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiClient } from '../integration/api-client.ts';
import { type ProductWorld, startProductWorld } from '../integration/product-world.ts';
import { redisUrlFor } from '../integration/redis-url.ts';
import { bundleWorker, type WorkerBundle, WorkerProcess } from '../integration/worker-process.ts';

const ROWS = 20_000;
const FIRST = 20;

let world: ProductWorld;
let bundle: WorkerBundle;
let worker: WorkerProcess;
let operator: ApiClient;

beforeAll(async () => {
  // The files of this project run one after the other.
  world = await startProductWorld(redisUrlFor('import-speed'));
  bundle = await bundleWorker();
  worker = new WorkerProcess(bundle, { ...world.workerEnv, LOG_LEVEL: 'info' });
  [operator] = await Promise.all([world.signIn('operator1'), worker.ready()]);
});
afterAll(async () => {
  await worker?.kill('SIGTERM');
  await bundle?.remove();
  await world?.close();
});

interface Tick {
  readonly atMs: number;
  readonly roster: NonNullable<RosterStatus['roster']>;
}

/** What the stream of the page says, until the import is over. */
async function follow(number: string, since: number): Promise<Tick[]> {
  const response = await operator.fetch(`/api/applications/${number}/roster/progress`);
  const ticks: Tick[] = [];
  let rest = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const events = (rest + chunk).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      const roster = data && (JSON.parse(data) as RosterStatus).roster;
      if (roster) ticks.push({ atMs: performance.now() - since, roster });
    }
  }
  return ticks;
}

/** Uploads a list of its own. @returns the application, when the upload's answer came, and when 20 checked rows could be shown */
async function uploadAndLook(from: number) {
  const file = new Uint8Array(excelRoster({ rows: ROWS, from }));
  const { number } = await operator.draft('SZ-NS-YH-001', [{ code: 'HOSP', shares: 1 }]);
  expect((await operator.upload(number, file)).status).toBe(200);
  const uploaded = performance.now();
  const ticks = follow(number, uploaded);
  let shown: RosterRowView[] = [];
  while (shown.length < FIRST) {
    if (shown.length > 0) await delay(20);
    shown = (await operator.trpc.roster.rows.query({ number, limit: FIRST })).rows;
  }
  const shownMs = performance.now() - uploaded;
  expect(shown.map((row) => row.rowNumber)).toEqual(Array.from({ length: FIRST }, (_, at) => at + 2));
  return { number, shownMs, ticks };
}

test(`${ROWS} rows: ${FIRST} are checked and shown within a second of the upload, the rest with pace and time left`, async () => {
  const times: number[] = [];
  // The first is the first of a worker that has just started; stopped, it leaves the machine to the next.
  for (let round = 0; round < 2; round += 1) {
    const { number, shownMs, ticks } = await uploadAndLook(round * ROWS);
    times.push(shownMs);
    await operator.trpc.roster.cancelImport.mutate({ requestId: randomUUID(), number });
    await ticks;
  }
  const { shownMs, ticks } = await uploadAndLook(2 * ROWS);
  times.push(shownMs);
  const told = await ticks;
  const lastMs = told.at(-1)?.atMs ?? 0;
  const paces = told.filter(({ roster }) => roster.rowsPerSecond !== null);
  const [early] = paces;
  console.info(
    `${FIRST} of ${ROWS} rows shown after ${times.map(Math.round).join(', ')} ms, all after ${Math.round(lastMs)} ms; ${told.length} ticks, ` +
      `first pace ${early?.roster.rowsPerSecond} rows/s, ${early?.roster.secondsLeft} s left after ${Math.round(early?.atMs ?? 0)} ms`,
  );
  expect(told.at(-1)?.roster).toMatchObject({ state: 'succeeded', counts: { rows: ROWS } });
  expect(times.sort((a, b) => a - b)[1]).toBeLessThanOrEqual(1_000);
  // The time left is never twice what it took, and is told about twice a second, not more.
  if (lastMs > 3_000) expect(paces.length).toBeGreaterThan(1);
  for (const { atMs, roster } of paces) {
    expect(roster.secondsLeft).toBeLessThanOrEqual((2 * (lastMs - atMs)) / 1000 + 2);
  }
  // Stages begin and end between two of them.
  expect(told.length).toBeLessThanOrEqual((lastMs / 1000) * 2 + 8);
}, 120_000);
