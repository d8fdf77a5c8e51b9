import { request } from 'node:http';
import { createJobStore } from '@huzhu/db/job/job-store';
import { createOutboxStore } from '@huzhu/db/job/outbox-store';
import { createPauseStore } from '@huzhu/db/queue-desk/queue-pause-store';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { checkRedis, connectProducer } from '@huzhu/jobs/connection';
import { closeQueues, openQueues, type Queues } from '@huzhu/jobs/queues';
import { type RunningWorker, startWorker } from '@huzhu/jobs/runtime/run-worker';
import type { WorkerEvent } from '@huzhu/jobs/runtime/worker-event';
import { processors } from '@huzhu/worker/registry';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiClient } from './api-client.ts';
import { type ProductWorld, startProductWorld } from './product-world.ts';
import { redisUrlFor } from './redis-url.ts';

const BOARD = '/admin/queues';
const redisUrl = redisUrlFor('queue-board');
const redis = connectProducer(redisUrl);
const events: WorkerEvent[] = [];

let world: ProductWorld;
let queues: Queues;
let worker: RunningWorker | undefined;
let admin: ApiClient;

beforeAll(async () => {
  await checkRedis(redis);
  await redis.flushdb();
  queues = openQueues(redis);
  world = await startProductWorld(redisUrl, { board: true });
  admin = await world.signIn('sysadmin1');
});
afterAll(async () => {
  await worker?.close();
  await closeQueues(queues);
  redis.disconnect();
  await world?.close();
});

/** Over a bare socket: fetch would tidy the address up before it leaves. */
function ask(
  path: string,
  options: { method?: string; cookie?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; text: string; headers: Record<string, string | string[] | undefined> }> {
  const { hostname, port } = new URL(world.url);
  return new Promise((resolve, reject) => {
    const headers = { ...(options.cookie && { cookie: options.cookie }), ...options.headers };
    const outgoing = request({ hostname, port, path, method: options.method ?? 'GET', headers }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text, headers: incoming.headers }));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

async function until(what: string, probe: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await probe())) {
    if (Date.now() > end) throw new Error(`not within 30 s: ${what}; ${JSON.stringify(events.slice(-8))}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const ADDRESSES = [
  BOARD,
  `${BOARD}/`,
  `${BOARD}/api/queues?page=1&activeQueue=roster`,
  `${BOARD}/api/queues/roster/x`,
  `${BOARD}/api/redis/stats`,
  `${BOARD}/queue/roster`,
  `${BOARD}/static/js/main.js`,
  `${BOARD}/static/favicon.ico`,
  '/admin%2Fqueues',
  '/admin%2fqueues/api/queues',
  '/%61dmin/queues',
  '/admin%252Fqueues',
  '//admin/queues',
  '/admin/./queues',
  '/x/../admin/queues',
  '/admin/queues/../queues',
  '/ADMIN/QUEUES',
  '/admin\\queues',
  '/admin;x/queues',
  '/admin',
];
const ACTS: readonly [method: string, path: string][] = [
  ['PUT', `${BOARD}/api/queues/roster/pause`],
  ['PUT', `${BOARD}/api/queues/roster/empty`],
  ['PUT', `${BOARD}/api/queues/roster/x/retry`],
  ['POST', `${BOARD}/api/queues/roster/add`],
  ['POST', BOARD],
  ['DELETE', `${BOARD}/api/queues/roster`],
];

describe('the wall', () => {
  test.each(ADDRESSES)('GET %s: nobody 401, another role 403', async (path) => {
    expect((await ask(path)).status).toBe(401);
    expect((await ask(path, { cookie: 'huzhu.session_token=made-up' })).status).toBe(401);
    for (const account of ['operator1', 'manager1', 'reviewer1', 'finance1', 'society1']) {
      const { cookie } = await signedIn(account);
      expect([account, (await ask(path, { cookie })).status]).toEqual([account, 403]);
    }
  });

  test.each(ACTS)('%s %s: nobody 401, another role 403, its own without a token 403', async (method, path) => {
    expect((await ask(path, { method })).status).toBe(401);
    const { cookie } = await signedIn('society1');
    const origin = { origin: world.url };
    expect((await ask(path, { method, cookie, headers: origin })).status).toBe(403);
    expect((await ask(path, { method, cookie: admin.cookie })).status).not.toBeLessThan(400);
    expect((await ask(path, { method, cookie: admin.cookie, headers: origin })).status).not.toBeLessThan(400);
    expect(await queues.roster.isPaused()).toBe(false);
  });

  test('the account that may: the page without strangers, its scripts, the queues; other spellings lead nowhere', async () => {
    const page = await ask(BOARD, { cookie: admin.cookie });
    expect(page.status).toBe(200);
    expect(page.text).toContain(`<base href="${BOARD}/" />`);
    expect(page.text).not.toContain('googleapis');
    expect(page.headers['content-security-policy']).toMatch(/script-src 'self';/);
    expect(page.headers['cache-control']).toBe('no-store');
    const script = /static\/js\/main\.\w+\.js/.exec(page.text)?.[0];
    expect((await ask(`${BOARD}/${script}`, { cookie: admin.cookie })).status).toBe(200);
    const told = await ask(`${BOARD}/api/queues?activeQueue=roster&page=1&jobsPerPage=10`, { cookie: admin.cookie });
    expect(told.status).toBe(200);
    const { queues: shown } = JSON.parse(told.text) as { queues: { name: string; readOnlyMode: boolean }[] };
    expect(shown.map(({ name, readOnlyMode }) => [name, readOnlyMode])).toEqual([
      ['roster', false],
      ['documents', false],
      ['queue-desk', true],
    ]);
    for (const path of ADDRESSES.slice(8)) {
      // The router itself reads an encoded letter as the letter; behind the wall that is the board.
      if (path === '/%61dmin/queues') continue;
      expect([path, (await ask(path, { cookie: admin.cookie })).status]).toEqual([path, 404]);
    }
  });
});

test('what an account was refused there left a trace under its name', async () => {
  const refused = await world.db.owner.sql<{ who: string }[]>`
    select distinct staff_name as who from audit_event
    where action = '拒绝' and details ->> 'act' like 'GET /admin/queues%' order by 1`;
  expect(refused.length).toBe(5);
});

describe('an act', () => {
  test('needs the token of this very session, and our own origin', async () => {
    const { token, put } = await openBoard();
    const path = '/api/queues/roster/pause';
    const { cookie } = await signedIn('sysadmin1');
    expect((await put(path, { 'x-xsrf-token': '' })).status).toBe(403);
    expect((await put(path, { 'x-xsrf-token': `${token.slice(0, -1)}-` })).status).toBe(403);
    expect((await put(path, { cookie })).status).toBe(403);
    expect((await put(path, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await put(path, { origin: 'null' })).status).toBe(403);
    expect((await put(path, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await put('/api/queues/queue-desk/pause')).status).toBe(403);
    expect((await put('/api/queues/nothing/pause')).status).toBe(404);
    expect((await put('/api/queues/roster/empty')).status).toBe(403);
    expect((await put('/api/queues/roster/obliterate')).status).toBe(403);
    expect(await queues.roster.isPaused()).toBe(false);
    expect(await acts()).toEqual([]);
  });

  test('is written down with who; a pause is one of Postgres too', async () => {
    const { put } = await openBoard();
    expect((await put('/api/queues/roster/pause')).status).toBe(200);
    expect(await queues.roster.isPaused()).toBe(true);
    expect((await admin.trpc.queueDesk.overview.query()).queues[0]?.paused).toMatchObject({ by: '冯伟杰' });
    expect((await put('/api/queues/roster/resume')).status).toBe(200);
    expect(await queues.roster.isPaused()).toBe(false);
    expect((await admin.trpc.queueDesk.overview.query()).queues[0]?.paused).toBeNull();
    expect(await acts()).toEqual([
      ['原始队列：暂停', 'roster', '冯伟杰', 'system_admin'],
      ['原始队列：恢复', 'roster', '冯伟杰', 'system_admin'],
    ]);
  });

  test('retrying a finished import does nothing: the job row says that it is done', async () => {
    worker = await startWorker({
      redisUrl,
      workerId: 'board',
      processors: processors({ ...world.services, db: world.db.worker }),
      store: createJobStore(world.db.worker),
      outbox: createOutboxStore(world.db.worker),
      pauses: createPauseStore(world.db.worker),
      onEvent: (event) => events.push(event),
    });
    const operator = await world.signIn('operator1');
    const { number } = await operator.draft('SZ-NS-YH-001', [{ code: 'HOSP', shares: 1 }]);
    await operator.upload(number, new Uint8Array(await generateRoster({ plans: [seedPlan('HOSP')], rows: 7 })));
    await operator.imported(number);
    const everything = async () => [
      await world.db.owner.sql`select * from job order by id`,
      await world.db.owner.sql`select * from roster_version order by id`,
      await world.db.owner.sql`select * from roster_row order by roster_version_id, row_number`,
    ];
    const before = await everything();
    const [job] = await world.db.owner.sql<{ id: string; entry: string }[]>`
      select id, queue_entry_id as entry from job where state = 'succeeded'`;
    await until('completed', async () => (await queues.roster.getJobState(job?.entry ?? '')) === 'completed');
    const told = await ask(`${BOARD}/api/queues/roster/${job?.entry}`, { cookie: admin.cookie });
    expect(JSON.parse(told.text).job.data).toEqual({ jobId: job?.id, reference: job?.id.slice(0, 8).toUpperCase() });
    expect(told.text).not.toContain('rosterVersionId');

    const { put } = await openBoard();
    expect((await put(`/api/queues/roster/${job?.entry}/retry`)).status).toBeLessThan(300);
    await until('skipped', async () => events.some((event) => event.kind === 'skipped' && event.jobId === job?.id));
    expect(await everything()).toEqual(before);
    expect((await acts()).at(-1)).toEqual(['原始队列：重试', job?.entry, '冯伟杰', 'system_admin']);
  });
});

const sessions = new Map<string, ApiClient>();
async function signedIn(account: string): Promise<ApiClient> {
  const known = account === 'sysadmin1' ? undefined : sessions.get(account);
  const session = known ?? (await world.signIn(account));
  sessions.set(account, session);
  return session;
}

const acts = async () =>
  (
    await world.db.owner.sql<{ action: string; subject: string; who: string; role: string }[]>`
      select action, subject_id as subject, staff_name as who, role from audit_event where action like '原始队列%' order by id`
  ).map(({ action, subject, who, role }) => [action, subject, who, role]);

/** Opens the page as a browser does, and sends what its own script would send. */
async function openBoard() {
  const page = await ask(BOARD, { cookie: admin.cookie });
  const cookies = [page.headers['set-cookie'] ?? []].flat();
  const token = /XSRF-TOKEN=([^;]+)/.exec(cookies.join('\n'))?.[1] ?? '';
  expect(cookies.join('\n')).toMatch(/Path=\/admin\/queues; SameSite=Strict/);
  const put = (path: string, headers: Record<string, string> = {}) =>
    ask(`${BOARD}${path}`, {
      method: 'PUT',
      cookie: `${admin.cookie}; XSRF-TOKEN=${token}`,
      headers: { origin: world.url, 'x-xsrf-token': token, ...headers },
    });
  return { token, put };
}
