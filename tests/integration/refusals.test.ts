import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { ERROR_CODES } from '@huzhu/domain/error/error-codes';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import { readEverything } from '@huzhu/jobs/testing/read-everything';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiClient } from './api-client.ts';
import { plantRoster } from './plant-roster.ts';
import { type ProductWorld, startProductWorld } from './product-world.ts';
import { redisUrlFor } from './redis-url.ts';
import { call, refusalOf } from './refusal-of.ts';
import { bundleWorker, type WorkerBundle, WorkerProcess } from './worker-process.ts';

const UNIT = 'SZ-NS-YH-001';
const HOSP = [{ code: 'HOSP' as const, shares: 1 }];
const MISSING = 'CB20261123-99999';

let world: ProductWorld;
let bundle: WorkerBundle;
let operator: ApiClient;
let stranger: ApiClient;
let worker: WorkerProcess | undefined;

beforeAll(async () => {
  world = await startProductWorld(redisUrlFor('refusals'));
  bundle = await bundleWorker();
  [operator, stranger] = await Promise.all([world.signIn('operator1'), world.signIn('operator2')]);
});
afterAll(async () => {
  await worker?.kill('SIGKILL');
  await bundle?.remove();
  await world?.close();
});

const roster = async (rows: number, from = 0) =>
  new Uint8Array(await generateRoster({ plans: [seedPlan('HOSP')], rows, from }));

/** Files on the disk, finished or not, and their rows. */
async function keptFiles(): Promise<{ disk: number; rows: number }> {
  const found = await readdir(world.workerEnv.HUZHU_FILES_DIR ?? '', { recursive: true, withFileTypes: true });
  const [count] = await world.db.owner.sql<{ n: number }[]>`select count(*)::int as n from file`;
  return { disk: found.filter((entry) => entry.isFile()).length, rows: count?.n ?? -1 };
}

describe('an upload that is refused leaves nothing behind', () => {
  let number: string;
  let before: Awaited<ReturnType<typeof keptFiles>>;
  beforeAll(async () => {
    number = (await operator.draft(UNIT, HOSP)).number;
    before = await keptFiles();
  });

  test('into a foreign application: answered as a missing one', async () => {
    const file = await roster(3);
    const foreign = await refusalOf(stranger.upload(number, file));
    expect(foreign).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(foreign).toEqual(await refusalOf(stranger.upload(MISSING, file)));
    expect(await keptFiles()).toEqual(before);
  });

  test('by a reviewer, by nobody', async () => {
    const file = await roster(3);
    expect(await refusalOf((await world.signIn('reviewer1')).upload(number, file))).toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    });
    expect(await refusalOf(ApiClient.anonymous(world.url).upload(number, file))).toMatchObject({
      status: 401,
      code: 'SIGNED_OUT',
    });
    expect(await keptFiles()).toEqual(before);
  });

  test('too large', async () => {
    const refusal = await refusalOf(operator.upload(number, new Uint8Array(65 * 1024 * 1024)));
    expect(refusal).toMatchObject({ status: 413, code: 'UPLOAD_TOO_LARGE' });
    expect(refusal.sentence).toContain('64 MB');
    expect(await keptFiles()).toEqual(before);
  });

  test('empty, without a file, cut off, not multipart', async () => {
    expect(await refusalOf(operator.upload(number, new Uint8Array()))).toMatchObject({
      status: 400,
      code: 'UPLOAD_EMPTY',
    });
    const post = (type: string, body: string) =>
      refusalOf(
        operator.fetch(`/api/applications/${number}/roster`, {
          method: 'POST',
          headers: { 'content-type': type },
          body,
        }),
      );
    const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\nPK';
    expect(await post('multipart/form-data; boundary=b', '--b--\r\n')).toMatchObject({ code: 'UPLOAD_EMPTY' });
    expect(await post('multipart/form-data; boundary=b', head)).toMatchObject({ status: 400, code: 'UPLOAD_BROKEN' });
    expect((await post('text/plain', 'PK')).status).toBeGreaterThanOrEqual(400);
    expect(await keptFiles()).toEqual(before);
  });

  test('a connection that breaks in the middle', async () => {
    const url = new URL(world.url);
    const socket = connect(Number(url.port), url.hostname);
    await once(socket, 'connect');
    const { cookie } = operator;
    socket.write(
      `POST /api/applications/${number}/roster HTTP/1.1\r\nhost: ${url.host}\r\ncookie: ${cookie}\r\n` +
        'content-type: multipart/form-data; boundary=b\r\ncontent-length: 1000000\r\n\r\n' +
        '--b\r\ncontent-disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\nPK half of it',
    );
    await delay(300);
    socket.destroy();
    await delay(300);
    expect(await keptFiles()).toEqual(before);
  });

  test('the same bytes twice while they wait to be read: one import, one file', async () => {
    const file = await roster(4);
    const [first, second] = await Promise.all([operator.upload(number, file), operator.upload(number, file)]);
    const answers = (await Promise.all([first?.json(), second?.json()])) as { importId: string; joined: boolean }[];
    expect(answers.map((answer) => answer.joined).sort()).toEqual([false, true]);
    expect(new Set(answers.map((answer) => answer.importId)).size).toBe(1);
    expect(await keptFiles()).toEqual({ disk: before.disk + 1, rows: before.rows + 1 });
    const jobs = await world.db.owner.sql`select 1 from job where subject_id = ${answers[0]?.importId ?? ''}`;
    expect(jobs).toHaveLength(1);
  });
});

describe('with a worker', () => {
  beforeAll(async () => {
    worker = new WorkerProcess(bundle, { ...world.workerEnv, LOG_LEVEL: 'trace' });
    await worker.ready();
  });

  test.each([
    ['a CSV text', new FileRefused('FILE_NOT_XLSX', { actual: ' CSV 文本' }), Buffer.from('姓名,证件号码\n张三,1\n')],
    [
      'an encrypted workbook',
      new FileRefused('FILE_ENCRYPTED'),
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(600),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
    ],
  ])('%s is refused in a sentence, and the earlier roster still counts', async (_what, refused, bytes) => {
    const { number } = await operator.draft(UNIT, HOSP);
    await operator.upload(number, await roster(5, 100));
    expect(await operator.imported(number)).toMatchObject({ state: 'succeeded', counts: { rows: 5, clean: 5 } });
    expect((await operator.upload(number, new Uint8Array(bytes))).status).toBe(200);
    const roster2 = await operator.imported(number);
    expect(roster2).toMatchObject({
      state: 'succeeded',
      setback: { state: 'failed', code: refused.code, sentence: refused.sentence },
      counts: { rows: 5, clean: 5 },
    });
    expect((await operator.trpc.roster.rows.query({ number })).total).toBe(5);
    // Of the roster nothing is missing: only the ledger, which nobody uploaded here.
    const { blockers } = await operator.trpc.application.summary.query({ number });
    expect(blockers.map((blocker) => blocker.code)).toEqual(['LEDGER_MISSING']);
  });

  test('after an import with every kind of mistake no ID number stands in a log, in Redis, or in a readable column', async () => {
    const { number } = await operator.draft(UNIT, HOSP);
    const rows = 40;
    const spoilt = (position: number) => {
      const { idNumber } = syntheticPerson(position % 10 === 9 ? 999 : 500 + position);
      if (position % 10 === 3) return `${idNumber.slice(0, 17)}${idNumber.endsWith('1') ? '2' : '1'}`;
      if (position % 10 === 5) return idNumber.slice(0, 16);
      return idNumber;
    };
    const file = await generateRoster({
      plans: [seedPlan('HOSP')],
      rows,
      change: (cells, position) => ({
        ...cells,
        idNumber: position % 10 === 7 ? Number(spoilt(position)) : spoilt(position),
      }),
    });
    await operator.upload(number, new Uint8Array(file));
    const imported = await operator.imported(number);
    expect(imported.causes.map((cause) => cause.code)).toEqual(
      expect.arrayContaining(['ID_CHECKSUM', 'ID_FORMAT', 'ID_NUMERIC_CELL', 'DUPLICATE_IN_FILE_DIFFERS']),
    );
    const listed = await operator.trpc.roster.rows.query({ number, show: 'errors', limit: 200 });
    const wrong = listed.rows.find((row) => row.issues.some((issue) => issue.code === 'ID_CHECKSUM'));
    const right = syntheticPerson(4_000).idNumber;
    await operator.trpc.roster.rows.query({ number, query: right });
    await operator.trpc.roster.correct.mutate({
      requestId: randomUUID(),
      number,
      rowNumber: wrong?.rowNumber ?? 0,
      revision: wrong?.revision ?? 0,
      changes: { idNumber: right },
    });
    const numbers = [right, ...Array.from({ length: rows }, (_, position) => spoilt(position))];
    const tables = await world.db.owner.sql<{ name: string }[]>`
      select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
    const places: [string, string][] = [
      ['API log', world.apiLog.join('')],
      ['worker log', worker?.said ?? ''],
      ['redis', await readEverything(world.workerEnv.REDIS_URL ?? '')],
    ];
    for (const { name } of tables) {
      const content = await world.db.owner.sql.unsafe<{ line: string }[]>(
        `select to_jsonb(t)::text as line from "${name}" t`,
      );
      places.push([name, content.map(({ line }) => line).join('\n')]);
    }
    // The places are really looked into.
    expect(places.find(([name]) => name === 'API log')?.[1]).toContain('roster.correct');
    expect(places.find(([name]) => name === 'worker log')?.[1]).toContain('parse-roster');
    expect(places.find(([name]) => name === 'redis')?.[1]).toContain('rosterVersionId');
    expect(places.find(([name]) => name === 'roster_row')?.[1]).toContain(syntheticPerson(500).idNumber.slice(-4));
    for (const [name, text] of places) {
      const found = numbers.filter((idNumber) => text.includes(idNumber));
      expect([name, found.length]).toEqual([name, 0]);
      // Nor as a double that a numeric cell became, nor as the digits of a birth date between region and sequence.
      expect([name, /4490\d{2}(19|20)\d{8,}/.test(text)]).toEqual([name, false]);
    }
  });
});

describe('what an answer tells', () => {
  const INTERNALS =
    /\bat \S+ \(|node_modules|\.ts:|select |insert |relation|drizzle|postgres|zod|invalid_type|unrecognized|stack|"path"/i;

  test('a wrong input: a sentence, nothing of zod', async () => {
    for (const input of [{ page: -1 }, { tab: 'x' }, { page: 'NaN' }, 7, [], 'not json', { plan: { a: 1 } }]) {
      const refusal = await refusalOf(call(operator, 'application.list', input));
      expect(refusal).toMatchObject({ status: 400, code: 'INPUT_INVALID' });
      expect(refusal.text.replace('"path":"application.list"', '')).not.toMatch(INTERNALS);
    }
    expect((await refusalOf(call(operator, 'application.nothing', {}))).text).not.toMatch(INTERNALS);
    expect((await refusalOf(operator.upload("1' or 1=1", new Uint8Array(1)))).text).not.toMatch(INTERNALS);
  });

  test('a bug: a number to read to the hotline, and the log has it', async () => {
    const { sql } = world.db.owner;
    const { number } = await operator.draft(UNIT, HOSP);
    await sql`alter table notice_text rename to notice_text_gone`;
    try {
      for (const answer of [
        call(operator, 'plan.offered', {}),
        operator.fetch(`/api/applications/${number}/roster-template`),
      ]) {
        const response = await answer;
        expect(response.status).toBe(500);
        const text = await response.text();
        const requestId = /R-[0-9A-Z]{8}/.exec(text)?.[0] ?? 'none';
        expect(text).toContain('0755-83282383');
        expect(text).not.toMatch(INTERNALS);
        expect(world.apiLog.filter((line) => line.includes(requestId) && line.includes('42P01'))).toHaveLength(1);
      }
    } finally {
      await sql`alter table notice_text_gone rename to notice_text`;
    }
  });

  test('a lock that is not had in time, a connection that is lost: BUSY, and the work can be done afterwards', async () => {
    const { sql } = world.db.owner;
    const view = await operator.draft(UNIT, HOSP);
    const change = () =>
      call(operator, 'application.updateContact', {
        requestId: randomUUID(),
        number: view.number,
        version: view.version,
        contact: { name: '陈慧敏', phone: '19900000046' },
      });
    const busy = { status: 503, code: 'BUSY', sentence: ERROR_CODES.BUSY.sentence };
    await sql.begin(async (tx) => {
      await tx`select 1 from application where number = ${view.number} for update`;
      const cut = change();
      await delay(500);
      const waiting = await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'test-web' and wait_event_type = 'Lock'`;
      expect(waiting).toHaveLength(1);
      expect(await refusalOf(cut)).toMatchObject(busy);
      expect(await refusalOf(change())).toMatchObject(busy);
    });
    const told = world.apiLog.filter((line) => line.includes('"BUSY"') || /57P01|55P03/.test(line));
    expect(told.length).toBeGreaterThanOrEqual(2);
    expect((await change()).status).toBe(200);
  });

  test('connections that the server ended while nobody used them: nobody is refused, not even who he is being asked', async () => {
    for (let round = 0; round < 5; round += 1) {
      // All connections of the pool are opened, and ended.
      await Promise.all(Array.from({ length: 20 }, () => operator.trpc.account.me.query()));
      await world.db.owner.sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'test-web'`;
      const asked = Array.from({ length: 10 }, () => operator.trpc.account.me.query());
      expect((await Promise.all(asked)).every((me) => me.roles.includes('operator'))).toBe(true);
    }
  });

  test('cover of a person who has none: the refusal comes from the rows, never from the database', async () => {
    const view = await operator.draft(UNIT, HOSP);
    await plantRoster(world, view.number, [syntheticPerson(1), { ...syntheticPerson(2), idNumber: '' }]);
    const input = { requestId: randomUUID(), number: view.number, version: view.version };
    expect(await refusalOf(call(operator, 'application.submit', input))).toMatchObject({
      status: 400,
      code: 'ROSTER_HAS_ERRORS',
    });
    const unknown = await world.db.owner.sql`
      select r.row_number from roster_row r join application a on a.roster_version_id = r.roster_version_id
      where r.id_hash is null and r.error_count = 0`;
    expect(unknown).toHaveLength(0);
  });
});
