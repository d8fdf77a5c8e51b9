import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { generateLedger } from '@huzhu/documents/testing/generate-ledger';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { dayNumber } from '@huzhu/domain/calendar/calendar-date';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { RosterRowView } from '@huzhu/domain/roster/roster.schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiClient } from './api-client.ts';
import { linesOf, plantLedger } from './plant-ledger.ts';
import { plantRoster } from './plant-roster.ts';
import { type ProductWorld, startProductWorld, TODAY } from './product-world.ts';
import { redisUrlFor } from './redis-url.ts';
import { bundleWorker, type WorkerBundle, WorkerProcess } from './worker-process.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../../packages/documents/fixtures/ledgers');
const UNIT = 'SZ-NS-YH-001';
const PDF = Buffer.from('%PDF-1.7\n劳动合同\n%%EOF\n');

let world: ProductWorld;
let bundle: WorkerBundle;
let worker: WorkerProcess;
let operator: ApiClient;
let stranger: ApiClient;

beforeAll(async () => {
  world = await startProductWorld(redisUrlFor('ledger'));
  // The worker reads the clock of the machine; demo mode moves its business date to the one of the tests.
  const offset = dayNumber(TODAY) - dayNumber(shanghaiDate(new Date()));
  await world.db.owner.sql`
    insert into setting (key, value) values ('business-date-offset', ${String(offset)}::text::jsonb)`;
  bundle = await bundleWorker();
  worker = new WorkerProcess(bundle, { ...world.workerEnv, HUZHU_DEMO: '1' });
  [operator, stranger] = await Promise.all([world.signIn('operator1'), world.signIn('operator2')]);
});
afterAll(async () => {
  await worker?.kill('SIGTERM');
  await bundle?.remove();
  await world?.close();
});

const bytes = (content: Uint8Array) => new Uint8Array(content);
const draft = () => operator.draft(UNIT, [{ code: 'CI2021', shares: 1 }]);

async function rowsOf(number: string): Promise<RosterRowView[]> {
  return (await operator.trpc.roster.rows.query({ number, limit: 200 })).rows;
}

async function ledgerIssues(number: string): Promise<Record<number, string[]>> {
  const rows = await rowsOf(number);
  const found = rows.map((row) => {
    const codes = row.issues.map((issue) => issue.code).filter((code) => /LEDGER/.test(code));
    return [row.rowNumber, codes] as const;
  });
  return Object.fromEntries(found.filter(([, codes]) => codes.length > 0));
}

function evidence(client: ApiClient, number: string, row: number, method: string, content?: Uint8Array<ArrayBuffer>) {
  const url = `/api/applications/${number}/rows/${row}/evidence`;
  if (!content) return client.fetch(url, { method });
  const form = new FormData();
  form.append('file', new Blob([content]), '劳动合同.pdf');
  return client.fetch(url, { method, body: form });
}

describe('through the worker', () => {
  const key = JSON.parse(readFileSync(path.join(FIXTURES, 'answer-key.json'), 'utf8')) as {
    pairs: { roster: string; ledger: string; rows: Record<number, string[]> }[];
  };
  const files = (pair: { roster: string; ledger: string }) => ({
    roster: bytes(readFileSync(path.join(FIXTURES, pair.roster))),
    ledger: bytes(readFileSync(path.join(FIXTURES, pair.ledger))),
  });

  test.each(key.pairs)('$ledger comes out as the answer key says, roster first', async (pair) => {
    const { number } = await draft();
    const { roster, ledger } = files(pair);
    await operator.upload(number, roster);
    expect((await operator.imported(number)).state).toBe('succeeded');
    expect(await ledgerIssues(number)).toEqual({});
    await operator.uploadLedger(number, ledger);
    expect(await operator.ledgerImported(number)).toMatchObject({ state: 'succeeded', failure: null });
    expect(await ledgerIssues(number)).toEqual(pair.rows);
  });

  test('the ledger before the roster comes to the same', async () => {
    const [pair] = key.pairs;
    if (!pair) throw new Error('no pairs');
    const { number } = await draft();
    const { roster, ledger } = files(pair);
    await operator.uploadLedger(number, ledger);
    await operator.ledgerImported(number);
    await operator.upload(number, roster);
    await operator.imported(number);
    expect(await ledgerIssues(number)).toEqual(pair.rows);
    const rows = await rowsOf(number);
    expect([3, 5, 7, 9, 2].map((at) => rows.find((row) => row.rowNumber === at)?.ledger)).toEqual([
      'absent',
      'name',
      'stopped',
      'stale',
      'agrees',
    ]);
  });

  test('numeric cells vouch for nobody; a second ledger takes the place of the first', async () => {
    const { number } = await draft();
    const persons = [syntheticPerson(50_000), syntheticPerson(50_001)];
    const [first, second] = persons as [(typeof persons)[number], (typeof persons)[number]];
    await operator.upload(number, bytes(await generateRoster({ plans: [seedPlan('CI2021')], rows: 2, from: 50_000 })));
    await operator.imported(number);
    const line = (person: typeof first, idNumber: string | number = person.idNumber) => ({
      name: person.name,
      idNumber,
      month: '2026-11',
    });
    await operator.uploadLedger(
      number,
      await generateLedger([line(first), line(second, Number(second.idNumber.replace('X', '0')))]),
    );
    await operator.ledgerImported(number);
    expect(await ledgerIssues(number)).toEqual({ 3: ['NOT_IN_LEDGER'] });
    await operator.uploadLedger(number, await generateLedger([line(second)]));
    await operator.ledgerImported(number);
    expect(await ledgerIssues(number)).toEqual({ 2: ['NOT_IN_LEDGER'] });
    const { current } = await operator.trpc.ledger.status.query({ number });
    expect(current).toMatchObject({ month: '2026-11', persons: 1, requiredPercent: 80 });
  });

  test('a ledger that is refused says why and leaves the one that counts', async () => {
    const view = await draft();
    await plantRoster(world, view.number, [syntheticPerson(51_000)], { ledger: true });
    await operator.uploadLedger(view.number, bytes(PDF), '社保台账.xlsx');
    const upload = await operator.ledgerImported(view.number);
    expect(upload).toMatchObject({ state: 'failed', failure: { code: 'FILE_NOT_XLSX' } });
    const { current } = await operator.trpc.ledger.status.query({ number: view.number });
    expect(current).toMatchObject({ persons: 1 });
    expect((await operator.submit(view)).state).toBe('pending_review');
  });

  test('the template is sent as an attachment', async () => {
    const { number } = await draft();
    const answer = await operator.fetch(`/api/applications/${number}/ledger-template`);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; .*%E6%A8%A1%E6%9D%BF/);
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  test('neither its log nor its jobs hold an ID number', async () => {
    expect(worker.said).not.toMatch(/\d{17}[\dX]/);
    const jobs = await world.db.owner.sql`select payload, progress, error_sentence from job`;
    expect(JSON.stringify(jobs)).not.toMatch(/\d{17}[\dX]/);
  });
});

describe('evidence', () => {
  async function rosterWithOneAbsent(from: number) {
    const view = await draft();
    const persons = Array.from({ length: 5 }, (_, i) => syntheticPerson(from + i));
    await plantRoster(world, view.number, persons);
    await plantLedger(world, view.number, linesOf(persons.slice(1)));
    return { view, persons };
  }
  const issueOf = async (number: string, at: number) =>
    (await rowsOf(number)).find((row) => row.rowNumber === at)?.issues[0];

  test('turns the error into a warning that stays with the person, and back', async () => {
    const { view, persons } = await rosterWithOneAbsent(60_000);
    const { number } = view;
    expect(await issueOf(number, 2)).toMatchObject({ code: 'NOT_IN_LEDGER', severity: 'error' });
    await expect(operator.submit(view)).rejects.toMatchObject({ data: { domainCode: 'ROSTER_HAS_ERRORS' } });

    expect((await evidence(operator, number, 2, 'POST', bytes(PDF))).status).toBe(204);
    expect(await issueOf(number, 2)).toMatchObject({
      code: 'NOT_IN_LEDGER',
      severity: 'warning',
      sentence: '已上传证明，由互助会审核时核对',
    });
    const download = await evidence(operator, number, 2, 'GET');
    expect(Buffer.from(await download.arrayBuffer())).toEqual(PDF);
    expect(download.headers.get('content-type')).toBe('application/pdf');
    expect(download.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(download.headers.get('x-content-type-options')).toBe('nosniff');
    const summary = await operator.trpc.application.summary.query({ number });
    expect(summary).toMatchObject({ blockers: [], ledger: { persons: 4, evidenceRows: 1 } });

    // Another import of the roster in another order: the evidence goes with the person.
    await plantRoster(world, number, [...persons].reverse());
    expect(await issueOf(number, 2)).toBeUndefined();
    expect(await issueOf(number, 6)).toMatchObject({ code: 'NOT_IN_LEDGER', severity: 'warning' });
    expect((await evidence(operator, number, 6, 'DELETE')).status).toBe(204);
    expect(await issueOf(number, 6)).toMatchObject({ severity: 'error' });
    expect((await evidence(operator, number, 6, 'GET')).status).toBe(404);
    expect((await evidence(operator, number, 6, 'DELETE')).status).toBe(404);

    await evidence(operator, number, 6, 'POST', bytes(PDF));
    expect((await operator.submit(view)).state).toBe('pending_review');
    expect((await evidence(operator, number, 6, 'DELETE')).status).toBe(409);
    expect((await evidence(operator, number, 6, 'GET')).status).toBe(200);
  });

  test('is taken by its bytes, where it is needed, and by its own unit only', async () => {
    const { view } = await rosterWithOneAbsent(61_000);
    const { number } = view;
    const stored = async () => (await world.db.owner.sql`select 1 from file where kind = 'evidence'`).length;
    const before = await stored();
    const refused = await evidence(operator, number, 2, 'POST', bytes(Buffer.from('<html>不是证明</html>')));
    expect([refused.status, (await refused.json()).code]).toEqual([400, 'EVIDENCE_TYPE']);
    const needless = await evidence(operator, number, 3, 'POST', bytes(PDF));
    expect([needless.status, (await needless.json()).code]).toEqual([409, 'EVIDENCE_NOT_NEEDED']);
    const large = await evidence(
      operator,
      number,
      2,
      'POST',
      bytes(Buffer.concat([PDF, Buffer.alloc(10 * 1024 * 1024)])),
    );
    expect(large.status).toBe(413);
    expect((await evidence(stranger, number, 2, 'POST', bytes(PDF))).status).toBe(404);
    expect(await stored()).toBe(before);
    expect((await evidence(operator, number, 2, 'POST', bytes(PDF))).status).toBe(204);
    expect((await evidence(stranger, number, 2, 'GET')).status).toBe(404);
    expect((await evidence(stranger, number, 2, 'DELETE')).status).toBe(404);
    expect((await evidence(operator, number, 99, 'GET')).status).toBe(404);
    const statuses = async (account: string) => {
      const client = await world.signIn(account);
      const answers = [
        await evidence(client, number, 2, 'GET'),
        await evidence(client, number, 2, 'POST', bytes(PDF)),
        await evidence(client, number, 2, 'DELETE'),
      ];
      return answers.map((answer) => answer.status);
    };
    expect(await statuses('reviewer1')).toEqual([200, 403, 403]);
    expect(await statuses('finance1')).toEqual([403, 403, 403]);
    expect(await statuses('sysadmin1')).toEqual([403, 403, 403]);
    expect((await evidence(ApiClient.anonymous(world.url), number, 2, 'GET')).status).toBe(401);
  });
});

describe('the roster and its ledger', () => {
  test('an edit of the name cures LEDGER_NAME_MISMATCH, and an undone deletion is judged again', async () => {
    const { number } = await draft();
    const persons = [syntheticPerson(70_000), syntheticPerson(70_001)];
    await plantRoster(world, number, persons);
    const lines = linesOf(persons);
    await plantLedger(world, number, [{ ...lines[0], name: '何頴' } as (typeof lines)[number]]);
    expect(await ledgerIssues(number)).toEqual({ 2: ['LEDGER_NAME_MISMATCH'], 3: ['NOT_IN_LEDGER'] });
    const [row] = await rowsOf(number);
    const corrected = await operator.trpc.roster.correct.mutate({
      requestId: randomUUID(),
      number,
      rowNumber: 2,
      revision: row?.revision ?? 0,
      changes: { name: '何頴' },
    });
    expect(corrected.row).toMatchObject({ issues: [], ledger: 'agrees' });
    await operator.trpc.roster.remove.mutate({ requestId: randomUUID(), number, rowNumbers: [3] });
    expect((await operator.trpc.roster.status.query({ number })).roster?.counts.errorRows).toBe(0);
    await operator.trpc.roster.restoreRows.mutate({ requestId: randomUUID(), number, rowNumbers: [3] });
    expect(await ledgerIssues(number)).toEqual({ 3: ['NOT_IN_LEDGER'] });
  });

  test('without a ledger, or with too small a share of it, nothing is submitted', async () => {
    const view = await draft();
    const persons = Array.from({ length: 10 }, (_, i) => syntheticPerson(71_000 + i));
    await plantRoster(world, view.number, persons.slice(0, 7));
    await expect(operator.submit(view)).rejects.toMatchObject({ data: { domainCode: 'LEDGER_MISSING' } });
    await plantLedger(world, view.number, linesOf(persons));
    const { blockers } = await operator.trpc.application.summary.query({ number: view.number });
    expect(blockers).toEqual([
      {
        step: 'roster',
        code: 'LEDGER_SHARE_TOO_LOW',
        sentence:
          '名单 7 人，社保台账 2026年11月 10 人，覆盖 70%，计划要求不低于 80%，至少要有 8 人。请补充参保职工，或核对社保台账。',
      },
    ]);
    await expect(operator.submit(view)).rejects.toMatchObject({ data: { domainCode: 'LEDGER_SHARE_TOO_LOW' } });
    await plantRoster(world, view.number, persons.slice(0, 8));
    expect((await operator.submit(view)).state).toBe('pending_review');
  });

  test('a draft that was left for two months is judged by the month in which it is submitted', async () => {
    const view = await draft();
    await plantRoster(world, view.number, [syntheticPerson(72_000)], { ledger: true });
    world.setToday('2027-01-02' as typeof TODAY);
    try {
      await expect(operator.submit(view)).rejects.toMatchObject({ data: { domainCode: 'ROSTER_HAS_ERRORS' } });
      expect(await ledgerIssues(view.number)).toEqual({ 2: ['LEDGER_STALE'] });
    } finally {
      world.setToday(TODAY);
    }
  });

  test('another unit sees nothing of it', async () => {
    const { number } = await draft();
    await plantRoster(world, number, [syntheticPerson(73_000)], { ledger: true });
    await expect(stranger.trpc.ledger.status.query({ number })).rejects.toMatchObject({
      data: { domainCode: 'NOT_FOUND' },
    });
    expect((await stranger.uploadLedger(number, bytes(PDF))).status).toBe(404);
    expect((await stranger.fetch(`/api/applications/${number}/ledger-template`)).status).toBe(404);
    expect((await stranger.fetch(`/api/applications/${number}/ledger/progress`)).status).toBe(404);
    expect((await ApiClient.anonymous(world.url).fetch(`/api/applications/${number}/ledger-template`)).status).toBe(
      401,
    );
  });
});
