import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { readDeskJobs } from '@huzhu/db/queue-desk/read-desk-jobs';
import { withScope } from '@huzhu/db/scope/with-scope';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { DeskJob } from '@huzhu/domain/queue-desk/queue-desk.schema';
import { checkRedis, connectProducer } from '@huzhu/jobs/connection';
import { closeQueues, openQueues, type Queues } from '@huzhu/jobs/queues';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ApiClient } from './api-client.ts';
import { type ProductWorld, startProductWorld } from './product-world.ts';
import { redisUrlFor } from './redis-url.ts';
import { bundleWorker, type WorkerBundle, WorkerProcess } from './worker-process.ts';

const UNIT = 'SZ-NS-YH-001';
const HOSP = [{ code: 'HOSP' as const, shares: 1 }];
const ROWS = 12;
const METRICS_TOKEN = 'a-metrics-token-for-tests';
const redisUrl = redisUrlFor('queue-desk');
const redis = connectProducer(redisUrl);

let world: ProductWorld;
let bundle: WorkerBundle;
let worker: WorkerProcess | undefined;
let queues: Queues;
let operator: ApiClient;
let admin: ApiClient;
let second: ApiClient;
let file: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  await checkRedis(redis);
  await redis.flushdb();
  queues = openQueues(redis);
  world = await startProductWorld(redisUrl, { metricsToken: METRICS_TOKEN });
  bundle = await bundleWorker();
  // The demo has one: the second is a finance account that was made one.
  await world.db.owner
    .sql`insert into role_grant (staff_id, role) select id, 'system_admin' from staff where username = 'finance2'`;
  [operator, admin, second] = await Promise.all([
    world.signIn('operator1'),
    world.signIn('sysadmin1'),
    world.signIn('finance2'),
  ]);
  file = new Uint8Array(await generateRoster({ plans: [seedPlan('HOSP')], rows: ROWS }));
});
afterEach(async () => {
  await world.db.owner.sql`delete from queue_pause`;
});
afterAll(async () => {
  await worker?.kill('SIGKILL');
  await bundle?.remove();
  await closeQueues(queues);
  redis.disconnect();
  await world?.close();
});

/** The same for all that follow: what needs none comes first. */
async function startWorker(): Promise<void> {
  if (worker && worker.child.exitCode === null && worker.child.signalCode === null) return;
  worker = new WorkerProcess(bundle, { ...world.workerEnv, LOG_LEVEL: 'info' });
  await worker.ready();
}

/** A real upload that nobody has read yet. */
async function upload(): Promise<{ number: string; jobId: string }> {
  const { number } = await operator.draft(UNIT, HOSP);
  const response = await operator.upload(number, file);
  expect(response.status).toBe(200);
  const { importId } = (await response.json()) as { importId: string };
  const [job] = await world.db.owner.sql<{ id: string }[]>`select id from job where subject_id = ${importId}`;
  return { number, jobId: job?.id ?? '' };
}

/** As after the last of five attempts. */
async function failIt(jobId: string, code = 'JOB_FAILED'): Promise<void> {
  await world.db.owner.sql`delete from outbox where job_id = ${jobId}`;
  await world.db.owner
    .sql`update job set state = 'failed', attempts = 5, started_at = now(), finished_at = now(), error_code = ${code},
    error_sentence = '没有导入：系统处理这份名单时出错，已试 5 次。' where id = ${jobId}`;
}

const stateOf = async (jobId: string) =>
  (
    await world.db.owner.sql<{ state: string; attempts: number }[]>`select state, attempts from job where id = ${jobId}`
  )[0];

async function until<T>(what: string, ms: number, probe: () => Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${what}; worker: ${worker?.said.slice(-2000)}`);
    await delay(100);
  }
}

const seen = (job: DeskJob) => ({ jobId: job.id, seen: job.seen, reason: '存储已经清理' });
const find = async (number: string) => {
  const { jobs } = await admin.trpc.queueDesk.jobs.query({ query: number });
  const [job] = jobs;
  if (!job) throw new Error(`no job of ${number}`);
  return job;
};
const eventsOf = (subjectId: string) =>
  world.db.owner.sql<{ action: string; reason: string | null; staff_name: string; role: string; details: unknown }[]>`
    select action, reason, staff_name, role, details from audit_event where subject_id = ${subjectId} order by id`;
const codeOf = (error: unknown) => (error as { data?: { domainCode?: string } }).data?.domainCode;

describe('队列监控', () => {
  test('a failure by application, unit and reference, with what a retry does; a refused upload is none', async () => {
    const broken = await upload();
    await failIt(broken.jobId);
    const refused = await upload();
    await failIt(refused.jobId, 'FILE_ENCRYPTED');
    const overview = await admin.trpc.queueDesk.overview.query();
    expect(overview.failures.map((job) => job.id)).toEqual([broken.jobId]);
    expect(overview.failures[0]).toMatchObject({
      kind: 'parse-roster',
      applicationNumber: broken.number,
      unitName: expect.stringContaining('工会'),
      state: 'failed',
      attempts: 5,
      retry: { helps: true },
    });
    expect(overview.queues).toMatchObject([
      { name: 'roster', failed: 1, paused: null },
      { name: 'documents', failed: 0, paused: null },
    ]);
    expect(overview.diagnosis).toMatchObject({ tone: 'error', lead: '后台没有在工作。' });
    for (const query of [
      broken.number,
      broken.jobId.slice(0, 8).toUpperCase(),
      UNIT,
      overview.failures[0]?.unitName ?? '',
    ]) {
      const { jobs } = await admin.trpc.queueDesk.jobs.query({ query, state: 'failed' });
      expect([query, jobs.map((job) => job.id)]).toEqual([query, [broken.jobId]]);
    }
    expect(await find(refused.number)).toMatchObject({ state: 'refused', retry: null });
    // A wildcard is a character that no number has.
    expect((await admin.trpc.queueDesk.jobs.query({ query: '%' })).jobs).toEqual([]);
    await admin.trpc.queueDesk.cancel.mutate({ requestId: randomUUID(), ...seen(await find(broken.number)) });
  });

  test('the gate is shut to every other scope of huzhu_web', async () => {
    const filter = { names: ['parse-roster'], refusals: [], limit: 10 };
    for (const scope of [{ all: true as const }, { unitIds: [1, 2, 3] }]) {
      expect(await withScope(world.db.web, scope, (tx) => readDeskJobs(tx, filter))).toEqual([]);
    }
    expect(await world.db.web.sql`select 1 from queue_desk_job`).toHaveLength(0);
    const { jobId } = await upload();
    await failIt(jobId);
    const [answer] = await world.db.web.sql`
      select queue_desk_retry(${jobId}, 5, 5) as retry, queue_desk_cancel(${jobId}, 'failed', 5, 'x', 'x') as cancel`;
    expect(answer).toEqual({ retry: 'missing', cancel: 'missing' });
    expect((await stateOf(jobId))?.state).toBe('failed');
    await world.db.owner.sql`delete from job where id = ${jobId}`;
  });
});

describe('重试', () => {
  test('is refused when the unit has uploaded anew, or the application has gone on', async () => {
    const { number, jobId } = await upload();
    await failIt(jobId);
    expect(await find(number)).toMatchObject({ retry: { helps: true } });
    expect((await operator.upload(number, file)).status).toBe(200);
    const { jobs } = await admin.trpc.queueDesk.jobs.query({ query: number, state: 'failed' });
    expect(jobs).toMatchObject([{ retry: { helps: false, sentence: expect.stringContaining('另外上传') } }]);
    const useless = admin.trpc.queueDesk.retry.mutate({ requestId: randomUUID(), ...seen(jobs[0] as DeskJob) });
    expect(codeOf(await useless.catch((error: unknown) => error))).toBe('JOB_RETRY_USELESS');

    const other = await upload();
    await failIt(other.jobId);
    await world.db.owner.sql`update application set state = 'withdrawn' where number = ${other.number}`;
    expect(await find(other.number)).toMatchObject({ retry: { helps: false } });
    for (const id of [jobId, other.jobId]) expect(await eventsOf(id)).toEqual([]);
    await world.db.owner.sql`delete from job where state <> 'succeeded'`;
  });
});

describe('取消任务', () => {
  test('ends a job that waits, with a sentence for its user; puts a failure away', async () => {
    const waiting = await upload();
    await admin.trpc.queueDesk.cancel.mutate({ requestId: randomUUID(), ...seen(await find(waiting.number)) });
    expect((await stateOf(waiting.jobId))?.state).toBe('cancelled');
    const { roster } = await operator.trpc.roster.status.query({ number: waiting.number });
    expect(roster).toMatchObject({
      state: 'cancelled',
      failure: { sentence: expect.stringContaining('系统管理员取消') },
    });
    // The unit may send the same file again.
    expect((await operator.upload(waiting.number, file)).status).toBe(200);

    const broken = await upload();
    await failIt(broken.jobId);
    await admin.trpc.queueDesk.cancel.mutate({ requestId: randomUUID(), ...seen(await find(broken.number)) });
    expect(await find(broken.number)).toMatchObject({ state: 'settled' });
    expect((await admin.trpc.queueDesk.overview.query()).failures).toEqual([]);
    // It failed all the same: its user still reads why.
    expect((await stateOf(broken.jobId))?.state).toBe('failed');
    await world.db.owner.sql`delete from job where state <> 'succeeded'`;
  });

  test('of a job that does not exist, or without a reason', async () => {
    const input = {
      requestId: randomUUID(),
      jobId: randomUUID(),
      seen: { state: 'queued' as const, attempts: 0 },
      reason: '测试',
    };
    expect(codeOf(await admin.trpc.queueDesk.cancel.mutate(input).catch((error: unknown) => error))).toBe('NOT_FOUND');
    const silent = admin.trpc.queueDesk.cancel.mutate({ ...input, reason: ' ' });
    await expect(silent).rejects.toMatchObject({
      data: { domainCode: 'INPUT_INVALID', sentence: expect.stringContaining('原因') },
    });
  });
});

describe('操作记录', () => {
  test('newest first, by person, action and day, page by page; no details, no address', async () => {
    // More than a page of it, of others too.
    await world.db.owner.sql`insert into audit_event (staff_name, role, action, subject_type, subject_id)
      select '系统', 'timer', '测试 ' || n, 'application', 'CB' || n from generate_series(1, 45) n`;
    const first = await admin.trpc.audit.list.query({});
    expect(first.entries.length).toBe(50);
    const ids = first.entries.map((entry) => entry.id);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    const next = await admin.trpc.audit.list.query({ cursor: first.next });
    expect(next.entries.every((entry) => entry.id < Math.min(...ids))).toBe(true);
    // What somebody was refused stands there too, in words.
    await operator.trpc.queueDesk.overview.query().catch(() => {});
    const { entries: refused } = await admin.trpc.audit.list.query({ action: '拒绝' });
    expect(refused[0]).toMatchObject({ personName: '陈慧敏', subject: '越权的请求' });
    const { entries } = await admin.trpc.audit.list.query({ person: '冯伟杰', action: '取消' });
    expect(entries.length).toBeGreaterThan(0);
    expect(entries[0]).toMatchObject({
      action: '取消任务',
      personName: '冯伟杰',
      roleName: '系统管理员',
      reason: '存储已经清理',
      subject: expect.stringMatching(/^任务 [0-9A-F]{8}$/),
    });
    expect((await admin.trpc.audit.list.query({ to: asDate('2020-01-01') })).entries).toEqual([]);
    expect((await admin.trpc.audit.list.query({ person: '%' })).entries).toEqual([]);
    expect(JSON.stringify(first)).not.toContain('127.0.0.1');
  });
});

describe('with a worker', () => {
  test('a failed import is read from its file again, once, and who asked for it is written down', async () => {
    const { number, jobId } = await upload();
    await failIt(jobId);
    const [version] = await world.db.owner
      .sql`select discarded_at from roster_version v join job j on j.subject_id = v.id::text where j.id = ${jobId}`;
    expect(version?.discarded_at).not.toBeNull();
    const input = { requestId: randomUUID(), ...seen(await find(number)) };
    const answers = await Promise.all([
      admin.trpc.queueDesk.retry.mutate(input),
      admin.trpc.queueDesk.retry.mutate(input),
    ]);
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toEqual({ reference: jobId.slice(0, 8).toUpperCase() });
    // Somebody who still sees the failure does not start it a second time.
    const late = second.trpc.queueDesk.retry.mutate({ ...input, requestId: randomUUID() });
    expect(codeOf(await late.catch((error: unknown) => error))).toBe('JOB_CHANGED');
    await startWorker();
    await until('imported', 30_000, async () => (await stateOf(jobId))?.state === 'succeeded');
    expect(await stateOf(jobId)).toEqual({ state: 'succeeded', attempts: 6 });
    expect((await operator.trpc.roster.status.query({ number })).roster).toMatchObject({
      state: 'succeeded',
      failure: null,
      counts: { rows: ROWS, clean: ROWS },
    });
    expect(await eventsOf(jobId)).toEqual([
      {
        action: '重试任务',
        reason: '存储已经清理',
        staff_name: '冯伟杰',
        role: 'system_admin',
        details: expect.objectContaining({ application: number }),
      },
    ]);
    expect(await find(number)).toMatchObject({ state: 'done', retry: null });
  });

  test('nothing of a roster is in what it answers, nor behind its scope', async () => {
    await startWorker();
    const { number, jobId } = await upload();
    await until('imported', 30_000, async () => (await stateOf(jobId))?.state === 'succeeded');
    const said = JSON.stringify([await admin.trpc.queueDesk.overview.query(), await find(number)]);
    expect(said).toContain(number);
    for (const part of [syntheticPerson(0).name, syntheticPerson(1).name, 'rosterVersionId', '参保名单.xlsx', '***'])
      expect(said).not.toContain(part);
    const counts = await withScope(world.db.web, { queueDesk: true }, (tx) =>
      tx.execute(sql`select (select count(*) from roster_row) + (select count(*) from application)
        + (select count(*) from unit) + (select count(*) from job) + (select count(*) from file) as n`),
    );
    expect(counts).toEqual([{ n: 0 }]);
  });

  test('the log names job, attempt, worker and times in JSON, and no person', async () => {
    await startWorker();
    const { jobId } = await upload();
    await until('imported', 30_000, async () => (await stateOf(jobId))?.state === 'succeeded');
    const line = await until('its line', 5_000, async () =>
      (worker?.said ?? '').split('\n').find((text) => text.includes(jobId) && text.includes('"succeeded"')),
    );
    expect(JSON.parse(line)).toMatchObject({
      service: 'worker',
      workerId: expect.stringMatching(/-\d+$/),
      jobId,
      name: 'parse-roster',
      attempt: 1,
      waitMs: expect.any(Number),
      runMs: expect.any(Number),
    });
    expect(worker?.said).not.toContain(syntheticPerson(1).name);
    const request = world.apiLog.map((text) => JSON.parse(text) as { reqId?: string; req?: { path?: string } });
    expect(
      request.some((entry) => entry.req?.path?.endsWith('/roster') && /^R-[0-9A-Z]{8}$/.test(entry.reqId ?? '')),
    ).toBe(true);
    expect(world.apiLog.some((text) => text.includes(jobId) && text.includes('reqId'))).toBe(true);
  });

  test('/metrics: for the bearer of the token, by route pattern, with nobody in it', async () => {
    await startWorker();
    const { number, jobId } = await upload();
    await until('imported', 30_000, async () => (await stateOf(jobId))?.state === 'succeeded');
    await until(
      'alive',
      10_000,
      async () => (await world.db.owner.sql`select 1 from worker_heartbeat where memory_mb > 0`).length > 0,
    );
    const ask = (authorization?: string) =>
      fetch(`${world.url}/metrics`, authorization ? { headers: { authorization } } : {});
    for (const wrong of [undefined, 'Bearer ', `Bearer ${METRICS_TOKEN}x`, METRICS_TOKEN]) {
      expect((await ask(wrong)).status).toBe(404);
    }
    expect((await admin.fetch('/metrics')).status).toBe(404);
    const text = await (await ask(`Bearer ${METRICS_TOKEN}`)).text();
    for (const part of [
      /huzhu_jobs\{job="parse-roster",state="done"\} [1-9]/,
      /huzhu_jobs\{job="parse-roster",state="failed"\} \d/,
      /huzhu_job_run_seconds\{job="parse-roster",quantile="0.95"\} /,
      /huzhu_job_wait_seconds\{/,
      /huzhu_worker_resident_memory_bytes\{worker="[^"]+"\} [1-9]/,
      /huzhu_http_request_duration_seconds_count\{method="POST",route="\/api\/applications\/:number\/roster",status="200"\} [1-9]/,
      /route="\/trpc\/enrolment.createDraft"/,
      /nodejs_eventloop_lag_seconds /,
      /process_resident_memory_bytes /,
    ])
      expect(text).toMatch(part);
    for (const part of [number, UNIT, 'operator1', syntheticPerson(1).name]) expect(text).not.toContain(part);
  });
});

describe('暂停和恢复', () => {
  test('a paused queue stays paused through a flush of Redis and a new worker, and goes on when resumed', async () => {
    await startWorker();
    const pause = { requestId: randomUUID(), queue: 'roster' as const, reason: '升级数据库' };
    await admin.trpc.queueDesk.pause.mutate(pause);
    const again = second.trpc.queueDesk.pause.mutate({ ...pause, requestId: randomUUID() });
    expect(codeOf(await again.catch((error: unknown) => error))).toBe('QUEUE_PAUSE_CHANGED');
    await until('paused', 6_000, () => queues.roster.isPaused());
    // The flush takes the queue's own pause away; an upload right after it is not begun.
    await redis.flushdb();
    const { jobId } = await upload();
    await until('paused again', 6_000, () => queues.roster.isPaused());
    await delay(1_500);
    expect(await stateOf(jobId)).toEqual({ state: 'queued', attempts: 0 });
    await worker?.kill('SIGKILL');
    await redis.flushdb();
    await startWorker();
    await until('paused by the new worker', 6_000, () => queues.roster.isPaused());
    await delay(1_500);
    expect(await stateOf(jobId)).toEqual({ state: 'queued', attempts: 0 });
    const told = await admin.trpc.queueDesk.overview.query();
    expect(told.queues[0]?.paused).toMatchObject({ by: '冯伟杰', reason: '升级数据库' });

    await second.trpc.queueDesk.resume.mutate({ requestId: randomUUID(), queue: 'roster', reason: '升级完成' });
    await until('imported', 60_000, async () => (await stateOf(jobId))?.state === 'succeeded');
    expect((await stateOf(jobId))?.attempts).toBe(1);
    expect((await eventsOf('roster')).map(({ action, reason }) => [action, reason])).toEqual([
      ['暂停队列', '升级数据库'],
      ['恢复队列', '升级完成'],
    ]);
  }, 120_000);

  test('a pause that somebody set in Redis alone does not last', async () => {
    await startWorker();
    await queues.roster.pause();
    await until('resumed', 6_000, async () => !(await queues.roster.isPaused()));
  });
});
