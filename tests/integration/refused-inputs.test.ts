import { randomUUID } from 'node:crypto';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiClient } from './api-client.ts';
import { plantRoster } from './plant-roster.ts';
import { type ProductWorld, startProductWorld } from './product-world.ts';
import { call, refusalOf } from './refusal-of.ts';

const UNIT = 'SZ-NS-YH-001';
const HOSP = [{ code: 'HOSP' as const, shares: 1 }];

let world: ProductWorld;
let sql: ProductWorld['db']['owner']['sql'];
let operator: ApiClient;

beforeAll(async () => {
  world = await startProductWorld();
  sql = world.db.owner.sql;
  operator = await world.signIn('operator1');
});
afterAll(() => world?.close());

async function lastTrace() {
  const [row] = await sql<{ details: { act: string; code: string; number: string | null } }[]>`
    select details from audit_event where action = '拒绝' order by id desc limit 1`;
  return row?.details;
}

describe('requests that are refused', () => {
  test('from a page of another site', async () => {
    const evil = { origin: 'https://evil.example' };
    for (const headers of [evil, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }]) {
      expect(await refusalOf(call(operator, 'application.list', {}, headers))).toMatchObject({ status: 403 });
    }
    const { number } = await operator.draft(UNIT, HOSP);
    const upload = operator.fetch(`/api/applications/${number}/roster`, { method: 'POST', headers: evil, body: 'x' });
    expect(await refusalOf(upload)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    const stream = operator.fetch(`/api/applications/${number}/roster/progress`, { headers: evil });
    expect(await refusalOf(stream)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    // Our own page is not meant.
    expect((await call(operator, 'application.list', {}, { origin: world.url })).status).toBe(200);
  });

  test('a mutation by GET', async () => {
    const input = encodeURIComponent(JSON.stringify({}));
    expect((await operator.fetch(`/trpc/account.signOut?input=${input}`)).status).toBe(405);
    expect((await call(operator, 'account.me', {})).status).toBe(200);
  });

  test('fields that nobody asked for', async () => {
    const view = await operator.draft(UNIT, HOSP);
    const contact = { name: '苏婉婷', phone: '19900000046' };
    const base = { requestId: randomUUID(), number: view.number, version: view.version };
    for (const extra of [
      { status: 'in_force' },
      { unitId: 1 },
      { amount: 1 },
      { role: 'reviewer' },
      { createdBy: 1 },
    ]) {
      expect(
        await refusalOf(call(operator, 'application.updateContact', { ...base, contact, ...extra })),
      ).toMatchObject({
        status: 400,
        code: 'INPUT_INVALID',
      });
      expect(await refusalOf(call(operator, 'application.submit', { ...base, ...extra }))).toMatchObject({
        status: 400,
      });
    }
    for (const key of ['__proto__', 'constructor']) {
      const text = JSON.stringify({ ...base, contact }).replace('{', `{"${key}":{"state":"in_force"},`);
      expect((await call(operator, 'application.updateContact', text)).status).toBe(400);
    }
    expect((await operator.trpc.application.get.query({ number: view.number })).version).toBe(view.version);
  });

  test('a version that is no longer the newest, and a request id with another body', async () => {
    const view = await operator.draft(UNIT, HOSP);
    const requestId = randomUUID();
    const change = (version: number, name: string, id: string = randomUUID()) => ({
      requestId: id,
      number: view.number,
      version,
      contact: { name, phone: '19900000046' },
    });
    const first = await call(operator, 'application.updateContact', change(view.version, '苏婉婷', requestId));
    expect(first.status).toBe(200);
    const answer = await first.text();
    expect(await refusalOf(call(operator, 'application.updateContact', change(view.version, '陈慧敏')))).toMatchObject({
      status: 409,
      code: 'STALE_VERSION',
    });
    // The same press again is answered again.
    const again = await call(operator, 'application.updateContact', change(view.version, '苏婉婷', requestId));
    expect(await again.text()).toBe(answer);
    const reused = { status: 409, code: 'REQUEST_REUSED' };
    expect(
      await refusalOf(call(operator, 'application.updateContact', change(view.version, '陈慧敏', requestId))),
    ).toMatchObject(reused);
    const moved = { requestId, number: view.number, version: view.version + 1 };
    expect(await refusalOf(call(operator, 'application.remove', moved))).toMatchObject(reused);
  });

  test('a batch of 21 calls', async () => {
    const batch = (calls: number) => {
      const paths = Array.from({ length: calls }, () => 'account.me').join(',');
      const input = Object.fromEntries(Array.from({ length: calls }, (_, index) => [index, {}]));
      return call(operator, `${paths}?batch=1`, input);
    };
    expect((await batch(20)).status).toBe(200);
    expect((await batch(21)).status).toBe(400);
    const big = JSON.stringify({ query: 'x'.repeat(2 * 1024 * 1024) });
    expect((await call(operator, 'application.list', big)).status).toBe(413);
    const deep = `{"query":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    expect((await call(operator, 'application.list', deep)).status).toBe(400);
  });

  test('that belong to a page of ours only leave a trace', async () => {
    const view = await operator.draft(UNIT, HOSP);
    await call(operator, 'application.submit', {
      requestId: randomUUID(),
      number: view.number,
      version: view.version,
      amount: 1,
    });
    expect(await lastTrace()).toEqual({ act: 'application.submit', code: 'INPUT_INVALID', number: view.number });
    await operator.fetch('/trpc/account.me', { method: 'POST', headers: { origin: 'https://evil.example' } });
    expect(await lastTrace()).toMatchObject({ code: 'FORBIDDEN' });
    await operator.fetch('/trpc/application.submit?input={}');
    await expect.poll(lastTrace).toMatchObject({ act: 'GET application.submit', code: 'FORBIDDEN' });
  });

  test.each([
    ['negative', '-1'],
    ['zero', '0'],
    ['a fraction', '1.5'],
    ['NaN', 'NaN'],
    ['1e308', '1e308'],
    ['beyond 1e308', '1e999'],
    ['a text', '"1"'],
    ['null', 'null'],
    ['an array', '[1]'],
    ['true', 'true'],
    ['100', '100'],
  ])('a share that is %s', async (_what, shares) => {
    const before = await sql`select 1 from application`;
    const body = `{"requestId":"${randomUUID()}","unitCode":"${UNIT}","plans":[{"code":"HOSP","shares":${shares}}],"requestedDate":null}`;
    expect(await refusalOf(call(operator, 'enrolment.createDraft', body))).toMatchObject({
      status: 400,
      code: 'INPUT_INVALID',
    });
    expect(await sql`select 1 from application`).toHaveLength(before.length);
  });

  test('a premium, a state or an owner sent with a draft', async () => {
    const base = { requestId: randomUUID(), unitCode: UNIT, plans: HOSP, requestedDate: null };
    for (const extra of [
      { premiumFen: 1 },
      { totalFen: 1 },
      { state: 'in_force' },
      { createdBy: 1 },
      { number: 'CB20261123-0001A' },
    ]) {
      expect(await refusalOf(call(operator, 'enrolment.createDraft', { ...base, ...extra }))).toMatchObject({
        status: 400,
      });
    }
    const priced = { ...base, plans: [{ code: 'HOSP', shares: 1, feePerShareFen: 1 }] };
    expect(await refusalOf(call(operator, 'enrolment.createDraft', priced))).toMatchObject({ status: 400 });
  });

  test('a share in a cell that is no share: an issue of the row, never a number', async () => {
    const { number } = await operator.draft(UNIT, HOSP);
    await plantRoster(world, number, [syntheticPerson(1)]);
    for (const value of ['-1', '0', 'NaN', '1e308', '1.5', '=1+1', '９９９９９９９９９９']) {
      const { rows } = await operator.trpc.roster.rows.query({ number });
      const { row } = await operator.trpc.roster.correct.mutate({
        requestId: randomUUID(),
        number,
        rowNumber: 2,
        revision: rows[0]?.revision ?? 0,
        changes: { shares: value },
      });
      expect([value, row.issues.some(({ severity }) => severity === 'error')]).toEqual([value, true]);
      const [stored] = await sql<{ shares: Record<string, number> }[]>`
        select shares from roster_row r join application a on a.roster_version_id = r.roster_version_id where a.number = ${number}`;
      expect(Object.values(stored?.shares ?? {}).every((n) => Number.isInteger(n) && n >= 0 && n <= 99)).toBe(true);
    }
  });

  test('steps that the state does not allow, and edits after submission', async () => {
    const view = await operator.draft(UNIT, HOSP);
    const { number } = view;
    await plantRoster(world, number, [syntheticPerson(50)], { ledger: true });
    const act = (path: string, version: number, more: object = {}) =>
      refusalOf(call(operator, path, { requestId: randomUUID(), number, version, ...more }));
    for (const path of ['application.withdraw', 'application.restore']) {
      expect([path, (await act(path, view.version)).code]).toEqual([path, 'ILLEGAL_TRANSITION']);
    }
    const submitted = await operator.submit(view);
    const frozen = { status: 409, code: 'ILLEGAL_TRANSITION' };
    for (const path of ['application.submit', 'application.remove', 'application.restore']) {
      expect(await act(path, submitted.version), path).toMatchObject(frozen);
    }
    expect(
      await act('application.updateContact', submitted.version, { contact: { name: '陈慧敏', phone: '19900000046' } }),
    ).toMatchObject(frozen);
    expect(
      await act('enrolment.updateDraft', submitted.version, { unitCode: UNIT, plans: HOSP, requestedDate: null }),
    ).toMatchObject(frozen);
    const rows = (path: string, more: object) =>
      refusalOf(call(operator, path, { requestId: randomUUID(), number, ...more }));
    expect(await rows('roster.correct', { rowNumber: 2, revision: 1, changes: { name: '王一' } })).toMatchObject({
      status: 409,
    });
    expect(await rows('roster.remove', { rowNumbers: [2] })).toMatchObject({ status: 409 });
    expect(await rows('roster.add', { values: { name: '王一' } })).toMatchObject({ status: 409 });
    expect(await rows('roster.verify', {})).toMatchObject({ status: 409 });
    for (const upload of [
      operator.upload(number, new Uint8Array(4)),
      operator.uploadLedger(number, new Uint8Array(4)),
    ]) {
      expect(await refusalOf(upload)).toMatchObject(frozen);
    }
    expect(await operator.trpc.application.get.query({ number })).toMatchObject({
      state: 'pending_review',
      version: submitted.version,
    });
    const traces = await sql<{ act: string }[]>`
      select details ->> 'act' as act from audit_event where action = '拒绝' and details ->> 'number' = ${number} order by id`;
    expect(traces.map(({ act: name }) => name)).toEqual(
      expect.arrayContaining([
        'application.withdraw',
        'application.submit',
        'roster.correct',
        'POST /api/applications/:number/roster',
      ]),
    );
  });

  test('an order of the list that nobody offers', async () => {
    for (const input of [{ sort: 'id;drop table application' }, { orderBy: 'id' }, { query: 'x', sort: ['id'] }]) {
      expect(await refusalOf(call(operator, 'application.list', input))).toMatchObject({
        status: 400,
        code: 'INPUT_INVALID',
      });
    }
    expect((await call(operator, 'application.list?sort=id;drop%20table%20application', {})).status).toBe(200);
    const query = "'; drop table application; --";
    expect((await operator.trpc.application.list.query({ query })).total).toBe(0);
    expect(await sql`select 1 from application limit 1`).toHaveLength(1);
  });
});
