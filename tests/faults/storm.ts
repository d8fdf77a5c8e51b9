import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { checkRedis, connectProducer } from '@huzhu/jobs/connection';
import { seededRandom } from '../integration/seeded-random.ts';
import { type FaultWorld, until } from './fault-world.ts';
import { TrialImport } from './trial-import.ts';

/** How often each kind falls, of 100. */
const KINDS = {
  'kill -9 worker': 28,
  'kill -9 API during upload': 12,
  'SIGSTOP worker 2–30 s': 12,
  'SIGTERM worker': 8,
  'kill -9 Redis, restart': 10,
  'FLUSHALL Redis': 10,
  'Postgres fast restart': 7,
  'Postgres immediate restart': 7,
  'connections of Postgres cut': 6,
} as const;
export type StormKind = keyof typeof KINDS;

export interface StormRun {
  readonly run: number;
  readonly kind: StormKind;
  readonly rows: number;
  /** From the start of the upload. */
  readonly pointMs: number;
  /** The job's state just before the fault; `none`: the upload was still under way. */
  readonly stateThen: string;
  readonly recoveredMs: number;
  readonly attempts: number;
  readonly violation: string | null;
}

export interface StormOptions {
  readonly runs: number;
  readonly seed: number;
  readonly lanes: number;
  readonly say: (line: string) => void;
}

const WORKERS = 2;

/**
 * Many imports, each with one fault at a random point of its way; several on their way at a time, so that faults fall into
 * the recoveries from other faults. Everything that is killed is started again, as a supervisor would.
 */
export async function storm(world: FaultWorld, { runs, seed, lanes, say }: StormOptions): Promise<StormRun[]> {
  const next = seededRandom(seed);
  await world.calm(WORKERS);
  // All that chance decides is decided here, in order: the lanes' pace must not change it.
  const plans = Array.from({ length: runs }, (_, index) => ({
    run: index + 1,
    kind: pick(next()),
    rows: 500 + Math.floor(next() * 1_501),
    point: next(),
    pause: next(),
  }));
  const calm = await TrialImport.prepare(world, 2_000);
  const from = performance.now();
  await calm.accepted();
  await calm.recovered();
  const calmMs = performance.now() - from;
  say(`a calm import of 2,000 rows: ${Math.round(calmMs)} ms; ${runs} runs, ${lanes} at a time, seed ${seed}`);

  const faults = new Faults(world);
  const trials: TrialImport[] = [];
  const results: StormRun[] = [];
  const drafts: string[] = [];
  const operator = await world.signIn();
  for (const _ of plans) drafts.push((await operator.draft('SZ-NS-YH-001', [{ code: 'HOSP', shares: 1 }])).number);

  const lane = async () => {
    for (let plan = plans.shift(); plan; plan = plans.shift()) {
      const trial = await TrialImport.for(world, drafts[plan.run - 1] ?? '', plan.rows);
      trials.push(trial);
      const result = await oneRun(trial, faults, plan, calmMs);
      results.push(result);
      say(
        `run ${result.run}: ${result.kind} ${result.pointMs} ms after the upload began (${result.stateThen}), ` +
          `${result.rows} rows, over after ${(result.recoveredMs / 1000).toFixed(1)} s, attempts ${result.attempts}` +
          (result.violation ? ` ✗ ${result.violation}` : ''),
      );
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  await faults.settled();
  // Once more when everything is quiet: a late write would show by now.
  await delay(5_000);
  for (const trial of trials) {
    const late = await trial.whole({ versions: 'any' }).catch((error: Error) => error);
    if (late instanceof Error) say(`✗ at the end: ${late.message}`);
    if (late instanceof Error && results.every((result) => result.violation === null)) throw late;
  }
  return results.sort((a, b) => a.run - b.run);
}

function pick(chance: number): StormKind {
  let left = chance * 100;
  for (const [kind, weight] of Object.entries(KINDS)) {
    left -= weight;
    if (left < 0) return kind as StormKind;
  }
  return 'kill -9 worker';
}

async function oneRun(
  trial: TrialImport,
  faults: Faults,
  plan: { run: number; kind: StormKind; point: number; pause: number },
  calmMs: number,
): Promise<StormRun> {
  const inUpload = plan.kind === 'kill -9 API during upload';
  // An upload takes some 100 ms; the others fall before, into and shortly after the import.
  const pointMs = Math.round(plan.point * (inUpload ? 150 : calmMs * 1.1));
  const uploading = faults.uploadUntilAccepted(trial);
  // Looked at below, after the fault.
  uploading.catch(() => {});
  await delay(pointMs);
  const stateThen = (await trial.job().catch(() => undefined))?.state ?? 'none';
  let from = performance.now();
  let violation: string | null = null;
  let attempts = 0;
  try {
    await faults.strike(plan.kind, trial, plan.pause);
    from = performance.now();
    await uploading;
    const job = await trial.over();
    assert.equal(job.state, 'succeeded', JSON.stringify(job));
    const facts = await until('the database answers', 30_000, () => trial.whole({ versions: 'any' }));
    attempts = facts.attempts;
  } catch (error) {
    const { message, cause } = error as Error;
    violation = cause instanceof Error ? `${message}: ${cause.message}` : message;
  }
  const { run, kind } = plan;
  return {
    run,
    kind,
    rows: trial.rows,
    pointMs,
    stateThen,
    recoveredMs: performance.now() - from,
    attempts,
    violation,
  };
}

/** Strikes, one at a time for each victim, and puts back what fell. */
class Faults {
  readonly #world: FaultWorld;
  readonly #queues = new Map<string, Promise<void>>();
  readonly #background: Promise<unknown>[] = [];

  constructor(world: FaultWorld) {
    this.#world = world;
  }

  settled = async () => {
    await Promise.all([...this.#background, ...this.#queues.values()]);
  };

  /** As the page does: after an answer that did not come it looks whether the file is there, and else sends it again. */
  async uploadUntilAccepted(trial: TrialImport): Promise<void> {
    await until(
      `the upload of ${trial.number} is accepted`,
      60_000,
      async () => {
        const response = await trial.upload().catch(() => undefined);
        if (response?.status === 200) return true;
        if (response && response.status !== 503)
          throw new Error(`answered ${response.status}: ${await response.text()}`);
        return (await trial.job()) !== undefined;
      },
      300,
    );
  }

  async strike(kind: StormKind, trial: TrialImport, chance: number): Promise<void> {
    const world = this.#world;
    switch (kind) {
      case 'kill -9 worker':
        return this.#one('workers', async () => {
          const victim = await this.#victim(trial, chance);
          await world.end(victim, 'SIGKILL');
          await world.startWorker();
        });
      case 'SIGTERM worker':
        return this.#one('workers', async () => {
          const victim = await this.#victim(trial, chance);
          const starting = world.startWorker();
          const from = performance.now();
          const code = await world.end(victim, 'SIGTERM');
          await starting;
          assert.equal(code, 0, 'exit code after SIGTERM');
          assert.ok(performance.now() - from <= 30_000, 'SIGTERM took longer than 30 s');
        });
      case 'SIGSTOP worker 2–30 s': {
        const victim = await this.#victim(trial, chance);
        victim.child.kill('SIGSTOP');
        this.#background.push(delay(2_000 + chance * 28_000).then(() => victim.child.kill('SIGCONT')));
        return;
      }
      case 'kill -9 API during upload':
        return this.#one('api', async () => {
          if (world.api) await world.end(world.api, 'SIGKILL');
          await world.startApi();
        });
      case 'kill -9 Redis, restart':
        return this.#one('redis', async () => {
          await world.killService(world.redis, 'SIGKILL');
          await delay(chance * 3_000);
          await world.redis.restart();
        });
      case 'FLUSHALL Redis':
        return this.#one('redis', async () => {
          const redis = connectProducer(world.redis.url);
          try {
            await checkRedis(redis);
            await redis.flushall();
          } finally {
            redis.disconnect();
          }
        });
      case 'Postgres fast restart':
      case 'Postgres immediate restart':
        return this.#one('postgres', async () => {
          await world.killService(world.postgres, kind === 'Postgres fast restart' ? 'SIGINT' : 'SIGQUIT');
          await delay(chance * 2_000);
          await world.postgres.restart();
        });
      case 'connections of Postgres cut':
        return this.#one('postgres', async () => {
          await until('the connections are cut', 10_000, async () => {
            await world.owner.sql`
              select pg_terminate_backend(pid) from pg_stat_activity
              where application_name in ('huzhu-api', 'huzhu-worker')`;
            return true;
          });
        });
    }
  }

  #one(victim: string, act: () => Promise<void>): Promise<void> {
    const done = (this.#queues.get(victim) ?? Promise.resolve()).then(act);
    this.#queues.set(
      victim,
      done.catch(() => {}),
    );
    return done;
  }

  /** The worker that runs the import, else one of them. */
  async #victim(trial: TrialImport, chance: number) {
    const job = await trial.job().catch(() => undefined);
    const running = job?.state === 'running' ? await this.#world.workerOf(job.id).catch(() => undefined) : undefined;
    const { workers } = this.#world;
    const victim = running ?? workers[Math.floor(chance * workers.length)];
    assert.ok(victim, 'no worker runs');
    return victim;
  }
}
