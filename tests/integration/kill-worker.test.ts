import { setTimeout as delay } from 'node:timers/promises';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiClient } from './api-client.ts';
import { type ProductWorld, startProductWorld } from './product-world.ts';
import { redisUrlFor } from './redis-url.ts';
import { digestOfFile, notePublications, rosterFacts } from './roster-facts.ts';
import { seededRandom } from './seeded-random.ts';
import { bundleWorker, type WorkerBundle, WorkerProcess } from './worker-process.ts';

const ROWS = 10_000;
const KILLS = 10;
const SEED = Number(process.env.HUZHU_TEST_SEED ?? Date.now() % 1_000_000);

let world: ProductWorld;
let bundle: WorkerBundle;
let operator: ApiClient;
let worker: WorkerProcess | undefined;

beforeAll(async () => {
  world = await startProductWorld(redisUrlFor('kill-worker'));
  bundle = await bundleWorker();
  operator = await world.signIn('operator1');
  await notePublications(world.db.owner);
});
afterAll(async () => {
  await worker?.kill('SIGKILL');
  await bundle?.remove();
  await world?.close();
});

const startWorker = () => new WorkerProcess(bundle, { ...world.workerEnv, LOG_LEVEL: 'info' });

const roster = async (from: number, rows = ROWS) =>
  new Uint8Array(await generateRoster({ plans: [seedPlan('HOSP')], rows, from }));

async function upload(file: Uint8Array<ArrayBuffer>): Promise<string> {
  const { number } = await operator.draft('SZ-NS-YH-001', [{ code: 'HOSP', shares: 1 }]);
  const response = await operator.upload(number, file);
  expect(response.status, await response.clone().text()).toBe(200);
  return number;
}

const stored = (number: string) => rosterFacts(world.db.owner, number);
const digest = (from: number, rows = ROWS) => digestOfFile(world.services.idHashKeys, from, rows);

test(`a worker killed with -9 at ${KILLS} random points of imports of ${ROWS} rows loses and doubles nothing`, async () => {
  const next = seededRandom(SEED);
  const files = [];
  for (let i = 0; i <= KILLS; i += 1) files.push(await roster(i * ROWS));
  worker = startWorker();
  await worker.ready();

  // How long one takes here today, so that the points fall before, into and shortly after the work.
  const began = performance.now();
  const calm = await upload(files[KILLS] as Uint8Array<ArrayBuffer>);
  expect((await operator.imported(calm)).state).toBe('succeeded');
  const calmMs = performance.now() - began;

  const endings: Promise<{ recoveredMs: number; state: string }>[] = [];
  const numbers: string[] = [];
  const points: number[] = [];
  for (let i = 0; i < KILLS; i += 1) {
    const number = await upload(files[i] as Uint8Array<ArrayBuffer>);
    const point = Math.round(next() * calmMs);
    await delay(point);
    await worker.kill('SIGKILL');
    const killed = performance.now();
    worker = startWorker();
    numbers.push(number);
    points.push(point);
    // The recovery of this one is waited for while the next one is already running, and is killed with it now and then.
    endings.push(
      operator.imported(number, 150_000).then(({ state }) => ({ state, recoveredMs: performance.now() - killed })),
    );
  }
  const ended = await Promise.all(endings);
  const facts = await Promise.all(numbers.map(stored));
  console.info(
    `seed ${SEED}; a calm import ${Math.round(calmMs)} ms; killed after ${points.join(', ')} ms; ` +
      `ended ${ended.map(({ recoveredMs }) => (recoveredMs / 1000).toFixed(1)).join(', ')} s after the kill; ` +
      `attempts ${facts.map(({ attempts }) => attempts).join(', ')}`,
  );
  for (const [i, fact] of facts.entries()) {
    expect(ended[i]?.state, `import ${i}, seed ${SEED}`).toBe('succeeded');
    expect(ended[i]?.recoveredMs).toBeLessThan(120_000);
    expect(fact).toMatchObject({ rows: ROWS, publications: 1, versions: 1, jobs: 1, left: 0 });
    expect(fact.digest, `import ${i}, seed ${SEED}`).toBe(digest(i * ROWS));
  }
}, 240_000);

test('an upload that no worker and no relay saw is imported once when a worker comes', async () => {
  await worker?.kill('SIGKILL');
  worker = undefined;
  const rows = 500;
  const number = await upload(await roster(KILLS * ROWS + ROWS, rows));
  // The API has committed and told nobody: as after its kill between commit and enqueue, all there is is the outbox row.
  const waiting = await world.db.owner.sql<{ state: string; attempts: number; entry: string | null }[]>`
    select j.state, j.attempts, j.queue_entry_id as entry from outbox o join job j on j.id = o.job_id`;
  expect(waiting).toEqual([{ state: 'queued', attempts: 0, entry: null }]);
  expect((await operator.trpc.roster.status.query({ number })).roster?.state).toBe('queued');
  worker = startWorker();
  expect((await operator.imported(number)).state).toBe('succeeded');
  const fact = await stored(number);
  expect(fact).toMatchObject({ rows, publications: 1, versions: 1, jobs: 1, attempts: 1 });
  expect(fact.digest).toBe(digest(KILLS * ROWS + ROWS, rows));
});
