import { randomUUID } from 'node:crypto';
import type { ReadableStream } from 'node:stream/web';
import { readCells } from '@huzhu/documents/testing/read-cells';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiClient } from './api-client.ts';
import { plantRoster } from './plant-roster.ts';
import { MISSING, makeTarget, PDF, type Target } from './policy-table.ts';
import { type ProductWorld, startProductWorld } from './product-world.ts';
import { call, refusalOf } from './refusal-of.ts';

const UNIT = 'SZ-NS-YH-001';
const FOREIGN_UNIT = 'SZ-LH-GL-001';
const HOSP = [{ code: 'HOSP' as const, shares: 1 }];

let world: ProductWorld;
let sql: ProductWorld['db']['owner']['sql'];
let operator: ApiClient;
let stranger: ApiClient;
let theirs: Target;
let theirUnit: string;

beforeAll(async () => {
  world = await startProductWorld();
  sql = world.db.owner.sql;
  [operator, stranger] = (await Promise.all(['operator1', 'operator2'].map(world.signIn))) as [ApiClient, ApiClient];
  theirs = await makeTarget(world, stranger, FOREIGN_UNIT);
  const [unit] = await sql<{ name: string }[]>`select name from unit where code = ${FOREIGN_UNIT}`;
  theirUnit = unit?.name ?? '';
});
afterAll(() => world?.close());

interface Trace {
  readonly act: string;
  readonly code: string;
  readonly number: string | null;
}

async function tracesOf(username: string): Promise<Trace[]> {
  const rows = await sql<{ details: Trace }[]>`
    select details from audit_event a join staff s on s.id = a.staff_id
    where a.action = '拒绝' and s.username = ${username} order by a.id`;
  return rows.map(({ details }) => details);
}

describe('the unit of a list', () => {
  test('foreign: an empty list, as of a unit that is not there', async () => {
    const foreign = await operator.trpc.application.list.query({ unitCode: FOREIGN_UNIT });
    expect(foreign).toEqual(await operator.trpc.application.list.query({ unitCode: 'SZ-NO-SUCH' }));
    expect(foreign.items).toEqual([]);
  });

  test.each([
    ['null', { unitCode: null }],
    ['an array', { unitCode: [UNIT, FOREIGN_UNIT] }],
    ['an object', { unitCode: { ne: '' } }],
    ['an id', { unitId: 1 }],
    ['a list of ids', { unitIds: [1, 2] }],
  ])('%s: refused', async (_what, input) => {
    const refused = { status: 400, code: 'INPUT_INVALID' };
    expect(await refusalOf(call(operator, 'application.list', input))).toMatchObject(refused);
    const exported = operator.fetch('/api/applications/export', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    expect(await refusalOf(exported)).toMatchObject(refused);
  });

  test('of a new draft: a foreign one is answered as a missing one, null and an array are refused', async () => {
    const create = (unitCode: unknown) =>
      refusalOf(
        call(operator, 'enrolment.createDraft', { requestId: randomUUID(), unitCode, plans: [], requestedDate: null }),
      );
    const before = await sql`select 1 from application`;
    const foreign = await create(FOREIGN_UNIT);
    expect(foreign).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(foreign).toEqual(await create('SZ-NO-SUCH'));
    for (const code of [null, [FOREIGN_UNIT], 1, {}]) expect(await create(code)).toMatchObject({ status: 400 });
    expect(await sql`select 1 from application`).toHaveLength(before.length);
  });

  test('of an own draft is not moved to a foreign one', async () => {
    const view = await operator.draft(UNIT, HOSP);
    const moved = call(operator, 'enrolment.updateDraft', {
      requestId: randomUUID(),
      number: view.number,
      version: view.version,
      unitCode: FOREIGN_UNIT,
      plans: HOSP,
      requestedDate: null,
    });
    expect(await refusalOf(moved)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    const [row] =
      await sql`select u.code from application a join unit u on u.id = a.unit_id where a.number = ${view.number}`;
    expect(row).toEqual({ code: UNIT });
  });
});

describe('a search', () => {
  test('does not find a foreign unit or application, nor count it', async () => {
    const own = await operator.trpc.application.list.query({});
    for (const query of [theirUnit, theirs.number, theirUnit.slice(3, 6), '%', '_', "' or 1=1 --"]) {
      const found = await operator.trpc.application.list.query({ query });
      expect([query, found.items.filter((item) => item.unitName === theirUnit)]).toEqual([query, []]);
      expect(found.counts).toEqual(own.counts);
    }
    const led = await operator.trpc.application.list.query({ leading: theirs.number });
    expect(led).toEqual(own);
    const exported = await operator.fetch('/api/applications/export', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '', unitCode: FOREIGN_UNIT }),
    });
    expect(await readCells(await exported.arrayBuffer())).toHaveLength(1);
  });

  test('does not find a foreign person, by number or by name', async () => {
    const { number } = await operator.draft(UNIT, HOSP);
    await plantRoster(world, number, [syntheticPerson(1)]);
    const person = syntheticPerson(2);
    for (const query of [person.idNumber, person.name]) {
      expect(await operator.trpc.roster.rows.query({ number, query })).toEqual({ rows: [], total: 0, next: null });
      // It is there, for its own unit.
      expect((await stranger.trpc.roster.rows.query({ number: theirs.number, query })).total).toBe(1);
    }
  });

  test('of cover that exists elsewhere tells neither unit nor application nor another name', async () => {
    const person = syntheticPerson(40);
    const elsewhere = await stranger.draft(FOREIGN_UNIT, HOSP);
    await plantRoster(world, elsewhere.number, [person], { ledger: true });
    await stranger.submit(elsewhere);
    const mine = await operator.draft(UNIT, HOSP);
    await plantRoster(world, mine.number, [person, { ...syntheticPerson(41), idNumber: person.idNumber }], {
      ledger: true,
    });
    const answers = [
      await refusalOf(
        call(operator, 'application.submit', { requestId: randomUUID(), number: mine.number, version: mine.version }),
      ),
      await (await call(operator, 'roster.rows', { number: mine.number })).text(),
      await (await call(operator, 'application.summary', { number: mine.number })).text(),
    ].map((answer) => JSON.stringify(answer));
    for (const answer of answers) {
      for (const secret of [theirUnit, FOREIGN_UNIT, elsewhere.number, '苏婉婷的'])
        expect(answer).not.toContain(secret);
    }
  });
});

describe("another's files and streams", () => {
  test('a download link by another user, and by nobody', async () => {
    const evidence = `/api/applications/${theirs.number}/rows/2/evidence`;
    const form = new FormData();
    form.append('file', new Blob([PDF]), '证明.pdf');
    expect((await stranger.fetch(evidence, { method: 'POST', body: form })).status).toBe(204);
    for (const link of [
      evidence,
      `/api/applications/${theirs.number}/roster-template`,
      `/api/applications/${theirs.number}/ledger-template`,
    ]) {
      expect((await stranger.fetch(link)).status).toBe(200);
      const refused = await refusalOf(operator.fetch(link));
      expect(refused).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      expect(refused).toEqual(await refusalOf(operator.fetch(link.replace(theirs.number, MISSING))));
      expect(await refusalOf(fetch(`${world.url}${link}`))).toMatchObject({ status: 401, code: 'SIGNED_OUT' });
    }
  });

  test('a row number that is not there, or is no number', async () => {
    for (const row of ['99', '0', '-1', '1e3', '2%00', '2;drop', '９', '99999999999999999999']) {
      const link = `/api/applications/${theirs.number}/rows/${row}/evidence`;
      expect([row, (await refusalOf(stranger.fetch(link))).status]).toEqual([row, 404]);
    }
  });

  test('the progress of a foreign job', async () => {
    for (const kind of ['roster', 'ledger']) {
      const response = operator.fetch(`/api/applications/${theirs.number}/${kind}/progress`);
      expect(await refusalOf(response)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    }
    const own = await stranger.fetch(`/api/applications/${theirs.number}/roster/progress`);
    await (own.body as ReadableStream | null)?.cancel();
    expect(own.status).toBe(200);
  });
});

describe('a refused attempt', () => {
  test('takes as long on a foreign application as on a missing one', async () => {
    const times = { foreign: [] as number[], missing: [] as number[] };
    const measure = async (kind: keyof typeof times, number: string) => {
      const from = performance.now();
      await (await call(operator, 'roster.rows', { number })).text();
      times[kind].push(performance.now() - from);
    };
    for (let round = 0; round < 60; round += 1) {
      await measure('foreign', theirs.number);
      await measure('missing', MISSING);
    }
    const quartile = (list: number[]) => list.sort((a, b) => a - b)[15] ?? 0;
    expect(Math.abs(quartile(times.foreign) - quartile(times.missing))).toBeLessThan(
      Math.max(3, quartile(times.missing) * 0.5),
    );
  });

  test('leaves a trace that names who, when, what and from where, and nothing that was typed', async () => {
    const reviewer = await world.signIn('reviewer2');
    const secret = syntheticPerson(7).idNumber;
    await call(reviewer, 'roster.rows', { number: theirs.number, query: secret });
    await call(reviewer, 'roster.rows', { number: `CB20261123-${secret}`, query: secret });
    await call(reviewer, 'application.get', { number: secret, [secret]: secret });
    expect(await tracesOf('reviewer2')).toEqual([
      { act: 'roster.rows', code: 'FORBIDDEN', number: theirs.number },
      { act: 'roster.rows', code: 'FORBIDDEN', number: null },
      { act: 'application.get', code: 'INPUT_INVALID', number: null },
    ]);
    const [event] =
      await sql`select staff_name, role, unit_id, address, reason from audit_event where action = '拒绝' and role = 'reviewer'`;
    expect(event).toEqual({
      staff_name: '何文斌',
      role: 'reviewer',
      unit_id: null,
      address: '127.0.0.1',
      reason: null,
    });
    const all = await sql<
      { line: string }[]
    >`select to_jsonb(a)::text as line from audit_event a where action = '拒绝'`;
    expect(all.map(({ line }) => line).join()).not.toContain(secret);
  });

  test('shows to no unit: not in the record of the application that was meant', async () => {
    await call(operator, 'application.withdraw', { requestId: randomUUID(), number: theirs.number, version: 1 });
    const timeline = await stranger.trpc.application.timeline.query({ number: theirs.number });
    expect(timeline.length).toBeGreaterThan(0);
    expect(timeline.map(({ label }) => label)).not.toContain('拒绝');
  });

  test('cannot flood the log: 20 an hour of one account and one code, the last says that more are left out', async () => {
    const finance = await world.signIn('finance2');
    await Promise.all(Array.from({ length: 60 }, () => call(finance, 'roster.status', { number: theirs.number })));
    const flood = await tracesOf('finance2');
    expect(flood).toHaveLength(20);
    expect(flood.at(-1)).toMatchObject({ more: expect.stringContaining('不再记录') });
    // Another code is another story.
    await call(finance, 'application.get', { number: MISSING });
    expect(await tracesOf('finance2')).toHaveLength(21);
  });

  test('is told again an hour later', async () => {
    await sql`
      insert into audit_event (at, staff_id, staff_name, role, action, subject_type, subject_id)
      select now() - interval '61 minutes', id, name, 'finance', '拒绝', 'refused_request', id || ' NOT_FOUND'
      from staff, generate_series(1, 20) where username = 'finance1'`;
    const finance = await world.signIn('finance1');
    await call(finance, 'application.get', { number: MISSING });
    expect(await tracesOf('finance1')).toHaveLength(21);
  });

  test('by nobody names nobody, and an honest mistake is no attempt', async () => {
    const before = await sql`select 1 from audit_event where action = '拒绝'`;
    await fetch(`${world.url}/trpc/application.get`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    const view = await operator.draft(UNIT, HOSP);
    await call(operator, 'application.updateContact', {
      requestId: randomUUID(),
      number: view.number,
      version: view.version,
      contact: { name: '', phone: 'x' },
    });
    await call(operator, 'application.submit', { requestId: randomUUID(), number: view.number, version: view.version });
    expect(await sql`select 1 from audit_event where action = '拒绝'`).toHaveLength(before.length);
  });
});
