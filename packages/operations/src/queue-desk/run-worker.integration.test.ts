import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { insertJob } from '@huzhu/db/job/insert-job';
import { createJobStore } from '@huzhu/db/job/job-store';
import { createOutboxStore } from '@huzhu/db/job/outbox-store';
import { type JobSnapshot, watchJobs } from '@huzhu/db/job/watch-jobs';
import { createPauseStore } from '@huzhu/db/queue-desk/queue-pause-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { createTestDatabase, type TestDatabase } from '@huzhu/db/testing/create-test-database';
import { addDraft, seedWorld, type World } from '@huzhu/db/testing/seed-world';
import { AttemptFenced } from '@huzhu/domain/job/attempt';
import { FinalError } from '@huzhu/domain/job/final-error';
import { checkRedis, connectProducer } from '@huzhu/jobs/connection';
import { newJob } from '@huzhu/jobs/define-job';
import { createPublisher } from '@huzhu/jobs/publish';
import { openQueues } from '@huzhu/jobs/queues';
import { relayOutbox } from '@huzhu/jobs/relay-outbox';
import { parseRosterJob } from '@huzhu/jobs/roster/parse-roster.job';
import type { Processors, RunningWorker } from '@huzhu/jobs/runtime/run-worker';
import { startWorker } from '@huzhu/jobs/runtime/run-worker';
import type { WorkerEvent } from '@huzhu/jobs/runtime/worker-event';
import { sweepStalled } from '@huzhu/jobs/sweep-stalled';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testRedisUrl } from './testing/env.ts';

// A logical database of this file alone: FLUSHDB here is what FLUSHALL is to an installation.
const redisUrl = `${testRedisUrl().replace(/\/\d*$/, '')}/7`;
const redis = connectProducer(redisUrl);

let db: TestDatabase;
let world: World;
let events: WorkerEvent[] = [];
let workers: RunningWorker[] = [];
let children: ChildProcess[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
  world = await seedWorld(db.owner);
  await db.owner.sql`delete from job`;
  await checkRedis(redis);
});
beforeEach(async () => {
  await redis.flushdb();
  events = [];
});
afterEach(async () => {
  for (const child of children.filter((c) => c.exitCode === null && c.signalCode === null)) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await Promise.all(workers.map((worker) => worker.close()));
  workers = [];
  children = [];
  await db.owner.sql`delete from job`;
  await db.owner.sql`delete from worker_heartbeat`;
});
afterAll(async () => {
  redis.disconnect();
  await db?.drop();
});

/** Upload's transaction, as huzhu_web: a version that waits to be read, its job and its outbox row. */
async function enqueue(): Promise<{ jobId: string; rosterVersionId: string }> {
  const draft = await addDraft(db.owner, world, {
    unitId: world.units.a,
    staffId: world.staff.operatorA,
    plans: { HOSP: 1 },
  });
  await db.owner.sql`delete from job where id = ${draft.jobId}`;
  await db.owner.sql`update roster_version set published_at = null where id = ${draft.rosterVersionId}`;
  const job = newJob(parseRosterJob, { rosterVersionId: draft.rosterVersionId });
  await withScope(db.web, { unitIds: [world.units.a] }, (tx) =>
    insertJob(tx, {
      ...job,
      subjectType: 'roster_version',
      subjectId: draft.rosterVersionId,
      unitId: world.units.a,
      applicationId: draft.applicationId,
    }),
  );
  return { jobId: job.id, rosterVersionId: draft.rosterVersionId };
}

async function start(
  processor: Processors['parse-roster'],
  more: Partial<Parameters<typeof startWorker>[0]> = {},
): Promise<RunningWorker> {
  const worker = await startWorker({
    redisUrl,
    workerId: `test-${workers.length}`,
    store: createJobStore(db.worker),
    outbox: createOutboxStore(db.worker),
    pauses: createPauseStore(db.worker),
    processors: {
      'parse-roster': processor,
      'import-ledger': unexpected,
      'render-payment-notice': unexpected,
      'render-policy': unexpected,
      'render-undertaking': unexpected,
      'render-endorsement': unexpected,
      'mail-invoice': unexpected,
    },
    onEvent: (event) => events.push(event),
    ...more,
  });
  workers.push(worker);
  return worker;
}

/** No test here enqueues one. */
const unexpected = () => Promise.reject(new Error('import-ledger was not enqueued'));

async function startChild(id: string): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('./testing/child-worker.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, db.urlOf('huzhu_worker'), redisUrl, id], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

async function jobRow(jobId: string) {
  const [row] = await db.owner.sql`select * from job where id = ${jobId}`;
  return row;
}

async function until<T>(what: string, ms: number, probe: () => Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${what}; events: ${JSON.stringify(events.slice(-8))}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const untilState = (jobId: string, state: string, ms = 10_000) =>
  until(`${jobId} ${state}`, ms, async () => {
    const row = await jobRow(jobId);
    return row?.state === state ? row : undefined;
  });

const steps = (rosterVersionId: string) =>
  db.owner.sql<{ row_number: number; attempt: string }[]>`
    select row_number, plan_code as attempt from row_issue where roster_version_id = ${rosterVersionId} order by id`;

describe('a job', () => {
  it('runs soon after its transaction commits, with its payload, and is seen to progress', async () => {
    const watcher = await watchJobs(db.web);
    const seen: JobSnapshot[] = [];
    let given: unknown;
    await start(async ({ payload, progress }) => {
      given = payload;
      for (let done = 1; done <= 20; done += 1) {
        progress({ stage: 'checking', done, total: 20, detail: { rowsPerSecond: 10 } });
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
    });
    const { jobId, rosterVersionId } = await enqueue();
    const unsubscribe = watcher.watchJob(jobId, (job) => seen.push(job));
    const row = await untilState(jobId, 'succeeded');
    await until('watcher told', 2000, async () => seen.at(-1)?.state === 'succeeded');
    unsubscribe();
    await watcher.close();
    expect(given).toEqual({ rosterVersionId });
    expect(row).toMatchObject({ attempts: 1, stage: 'checking', done: 20, total: 20, progress: { rowsPerSecond: 10 } });
    const writes = seen.filter((job) => job.state === 'running' && job.done > 0);
    expect(writes.length).toBeGreaterThanOrEqual(2);
    expect(writes.length, 'at most two progress writes a second').toBeLessThanOrEqual(5);
    expect(await db.owner.sql`select 1 from outbox`).toHaveLength(0);
    // Ids only in the queue.
    const keys = await redis.keys('bull:roster:parse-roster-*');
    const data = await redis.hget(keys[0] ?? '', 'data');
    expect(JSON.parse(data ?? '')).toEqual({ jobId, rosterVersionId });
  });

  it('does not exist when its transaction rolls back', async () => {
    const job = newJob(parseRosterJob, { rosterVersionId: crypto.randomUUID() });
    await expect(
      withScope(db.web, { unitIds: [world.units.a] }, async (tx) => {
        await insertJob(tx, {
          ...job,
          subjectType: 'roster_version',
          subjectId: 'x',
          unitId: world.units.a,
          applicationId: world.applications.a.applicationId,
        });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await jobRow(job.id)).toBeUndefined();
    expect(await db.owner.sql`select 1 from outbox`).toHaveLength(0);
  });

  it('is tried again after an ordinary error, and says so in a sentence after the last', async () => {
    let runs = 0;
    await start(async () => {
      runs += 1;
      throw new TypeError('a bug');
    });
    const { jobId, rosterVersionId } = await enqueue();
    const row = await untilState(jobId, 'failed', 40_000);
    // The spare attempts are for workers that died, not for errors.
    const tries = parseRosterJob.attempts - (parseRosterJob.spareAttempts ?? 0);
    expect(runs).toBe(tries);
    expect(row.attempts).toBe(tries);
    expect(row.error_code).toBe('JOB_FAILED');
    expect(row.error_sentence).toBe(
      `没有导入：系统处理这份名单时出错，已试 ${tries} 次。请再导入一次，或致电互助会热线 0755-83282383，报编号 ${jobId.slice(0, 8).toUpperCase()}。`,
    );
    // The same file may be imported again.
    const [version] = await db.owner.sql`select discarded_at from roster_version where id = ${rosterVersionId}`;
    expect(version?.discarded_at).not.toBeNull();
  });

  it('fails at once with its own sentence when a retry cannot cure it', async () => {
    let runs = 0;
    await start(async () => {
      runs += 1;
      throw new FinalError('NO_ROWS', '没有导入：表头下面没有参保人。');
    });
    const { jobId } = await enqueue();
    const row = await untilState(jobId, 'failed');
    expect(row).toMatchObject({ error_code: 'NO_ROWS', error_sentence: '没有导入：表头下面没有参保人。', attempts: 1 });
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(runs).toBe(1);
  });

  it('does not hold up the next one when it is poison', async () => {
    const poison = await enqueue();
    const good = await enqueue();
    await start(async ({ payload }) => {
      if (payload.rosterVersionId === poison.rosterVersionId) throw new FinalError('X', 'x');
    });
    await untilState(good.jobId, 'succeeded');
    await untilState(poison.jobId, 'failed');
  });

  it('whose attempt ended while its row could not be written is tried again within 20 s, without the sweep', async () => {
    const { jobId } = await enqueue();
    await db.owner.sql`update job set state = 'running', attempts = 1, attempt_token = gen_random_uuid(),
      heartbeat_at = now() where id = ${jobId}`;
    await start(async () => {});
    await until('postponed', 5_000, async () => (await redis.zcard('bull:roster:delayed')) === 1);
    expect(await untilState(jobId, 'succeeded', 20_000)).toMatchObject({ attempts: 2 });
    expect(events.filter((event) => event.kind === 'swept')).toEqual([]);
  }, 40_000);

  it('stops when it was cancelled, and writes nothing afterwards', async () => {
    let stopped: unknown;
    await start(async ({ signal, progress }) => {
      for (let done = 0; ; done += 1) {
        progress({ stage: 'checking', done, total: null, detail: {} });
        if (signal.aborted) {
          stopped = signal.reason;
          signal.throwIfAborted();
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    });
    const { jobId } = await enqueue();
    await untilState(jobId, 'running');
    await db.owner.sql`update job set state = 'cancelled' where id = ${jobId}`;
    await until('aborted', 8000, async () => stopped instanceof AttemptFenced);
    expect((await jobRow(jobId))?.state).toBe('cancelled');
  });
});

describe('the relay', () => {
  it('publishes an entry once although it is published twice, and lets two relays work side by side', async () => {
    const queues = openQueues(redis);
    const publisher = createPublisher(queues);
    const outbox = createOutboxStore(db.worker);
    const { jobId } = await enqueue();
    const [entry] = await outbox.take(10);
    if (!entry) throw new Error('nothing taken');
    // Taken: the other relay sees nothing. Then the first dies after publishing.
    expect(await outbox.take(10)).toEqual([]);
    await publisher.publish(entry);
    await db.owner.sql`update outbox set taken_at = now() - interval '11 s'`;
    expect(await relayOutbox(outbox, publisher)).toBe(1);
    expect(await queues.roster.getWaitingCount()).toBe(1);
    expect((await jobRow(jobId))?.queue_entry_id).toBe(`parse-roster-${jobId}-${entry.outboxId}`);

    await Promise.all(Array.from({ length: 30 }, enqueue));
    const counts = await Promise.all([relayOutbox(outbox, publisher), relayOutbox(outbox, publisher)]);
    expect(counts[0] + counts[1]).toBe(30);
    expect(await queues.roster.getWaitingCount()).toBe(31);
  });

  it('gives entries back when Redis is away, without hanging', async () => {
    await enqueue();
    const away = connectProducer('redis://127.0.0.1:1');
    const began = Date.now();
    await expect(relayOutbox(createOutboxStore(db.worker), createPublisher(openQueues(away)))).rejects.toThrow();
    expect(Date.now() - began).toBeLessThan(6000);
    away.disconnect();
    const rows = await db.owner.sql`select taken_at from outbox`;
    expect(rows.map((row) => row.taken_at)).toEqual([null]);
  });
});

describe('the sweep', () => {
  it('leaves alone what waits in the queue, and finds what the queue has lost', async () => {
    const queues = openQueues(redis);
    const publisher = createPublisher(queues);
    const [store, outbox] = [createJobStore(db.worker), createOutboxStore(db.worker)];
    const { jobId } = await enqueue();
    await relayOutbox(outbox, publisher);
    await db.owner.sql`update job set queued_at = now() - interval '1 hour'`;
    expect(await sweepStalled(store, publisher)).toBe(0);
    await redis.flushdb();
    expect(await Promise.all([sweepStalled(store, publisher), sweepStalled(store, publisher)])).toContain(1);
    expect(await db.owner.sql`select 1 from outbox`).toHaveLength(1);
    await relayOutbox(outbox, publisher);
    expect(await queues.roster.getWaitingCount()).toBe(1);
    await start(async () => {});
    await untilState(jobId, 'succeeded');
  });

  it('does not wait for a moment that a wrong clock has named', async () => {
    const queues = openQueues(redis);
    const publisher = createPublisher(queues);
    const [store, outbox] = [createJobStore(db.worker), createOutboxStore(db.worker)];
    const { jobId } = await enqueue();
    await relayOutbox(outbox, publisher);
    // As a worker does whose clock is an hour ahead: "again in a second".
    const entry = await queues.roster.getJob((await jobRow(jobId))?.queue_entry_id);
    await queues.roster.remove(entry?.id ?? '');
    await queues.roster.add('parse-roster', entry?.data, { jobId: entry?.id ?? '', delay: 3_600_000 });
    await db.owner.sql`update job set queued_at = now() - interval '30 s'`;
    expect(await sweepStalled(store, publisher), 'an ordinary delay is waited for').toBe(0);
    await db.owner.sql`update job set queued_at = now() - interval '1 minute'`;
    expect(await sweepStalled(store, publisher)).toBe(1);
    await start(async () => {});
    await untilState(jobId, 'succeeded');
    expect(await jobRow(jobId)).toMatchObject({ attempts: 1 });
  });

  it('brings everything back after a flush under running workers, unaided, within 60 s', async () => {
    await start(async () => new Promise((resolve) => setTimeout(resolve, 3000)), { concurrency: { roster: 1 } });
    const jobs = await Promise.all(Array.from({ length: 4 }, enqueue));
    await until('one runs', 10_000, async () => events.some((event) => event.kind === 'started'));
    await redis.flushdb();
    for (const { jobId } of jobs) await untilState(jobId, 'succeeded', 60_000);
    const rows = await db.owner.sql`select attempts from job`;
    expect(rows.every((row) => row.attempts === 1)).toBe(true);
  }, 90_000);
});

describe('a worker process', () => {
  it('that is killed loses its job to another one within 30 s; the result is whole', async () => {
    const first = await startChild('child-1');
    const { jobId, rosterVersionId } = await enqueue();
    await until('some steps', 15_000, async () => (await steps(rosterVersionId)).length >= 3);
    first.kill('SIGKILL');
    const killedAt = Date.now();
    await startChild('child-2');
    await until('second attempt', 45_000, async () => (await jobRow(jobId))?.attempts === 2);
    expect(Date.now() - killedAt).toBeLessThan(35_000);
    await untilState(jobId, 'succeeded', 20_000);
    const written = await steps(rosterVersionId);
    expect(written.filter((step) => step.attempt === '2').map((step) => step.row_number)).toEqual(
      Array.from({ length: 40 }, (_, i) => i + 1),
    );
  }, 90_000);

  it('that was stopped and goes on is fenced off: no write after another attempt began', async () => {
    const first = await startChild('child-1');
    const { jobId, rosterVersionId } = await enqueue();
    await until('some steps', 15_000, async () => (await steps(rosterVersionId)).length >= 3);
    first.kill('SIGSTOP');
    await startChild('child-2');
    await until('second attempt', 60_000, async () => (await jobRow(jobId))?.attempts === 2);
    first.kill('SIGCONT');
    await untilState(jobId, 'succeeded', 30_000);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const attempts = (await steps(rosterVersionId)).map((step) => step.attempt);
    expect(attempts.lastIndexOf('1')).toBeLessThan(attempts.indexOf('2'));
    expect(attempts.filter((attempt) => attempt === '2')).toHaveLength(40);
    expect((await jobRow(jobId))?.attempts).toBe(2);
  }, 120_000);

  it('lets its job end when it is told to leave, and exits', async () => {
    const child = await startChild('child-1');
    const { jobId, rosterVersionId } = await enqueue();
    await until('some steps', 15_000, async () => (await steps(rosterVersionId)).length >= 3);
    const began = Date.now();
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(Date.now() - began).toBeLessThan(30_000);
    expect(await jobRow(jobId)).toMatchObject({ state: 'succeeded', attempts: 1 });
    expect(await db.owner.sql`select 1 from worker_heartbeat where worker_id = 'child-1'`).toHaveLength(0);
  }, 60_000);

  it('that must leave before the job has ended hands it on without counting the attempt', async () => {
    const leaving = await start(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    );
    const { jobId } = await enqueue();
    await untilState(jobId, 'running');
    const began = Date.now();
    await leaving.close();
    expect(Date.now() - began).toBeLessThan(30_000);
    expect(await jobRow(jobId)).toMatchObject({ state: 'queued', attempts: 0 });
    workers = [];
    await start(async () => {});
    await untilState(jobId, 'succeeded', 15_000);
  }, 60_000);

  it('shows signs of life and finishes canaries', async () => {
    await start(async () => {});
    const row = await until('canary', 20_000, async () => {
      const [found] = await db.owner.sql`select * from worker_heartbeat where canary_at is not null`;
      return found;
    });
    expect(row.worker_id).toBe('test-0');
  });
});

describe('when Postgres cuts every connection', () => {
  it('the worker, the relay and the watcher find back by themselves', async () => {
    const watcher = await watchJobs(db.web, { rereadMs: 60_000 });
    await start(async () => {});
    const first = await enqueue();
    await untilState(first.jobId, 'succeeded');
    await db.owner.sql`
      select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const second = await enqueue();
    const seen: string[] = [];
    watcher.watchJob(second.jobId, (job) => seen.push(job.state));
    await untilState(second.jobId, 'succeeded', 30_000);
    // Told by LISTEN: the next rereading would be in a minute.
    await until('watcher told', 3000, async () => seen.at(-1) === 'succeeded');
    await watcher.close();
  }, 60_000);
});

describe('checkRedis', () => {
  it('refuses a Redis that evicts', async () => {
    const [, before] = (await redis.config('GET', 'maxmemory-policy')) as [string, string];
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
    try {
      await expect(checkRedis(redis)).rejects.toThrow('maxmemory-policy allkeys-lru');
    } finally {
      await redis.config('SET', 'maxmemory-policy', before);
    }
    await checkRedis(redis);
  });

  it('says so when there is none', async () => {
    const away = connectProducer('redis://127.0.0.1:1');
    await expect(checkRedis(away, 300)).rejects.toThrow('REDIS_URL');
    away.disconnect();
  });
});
