import { randomUUID } from 'node:crypto';
import { readCells } from '@huzhu/documents/testing/read-cells';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiClient } from './api-client.ts';
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

const exportTo = (client: ApiClient, filters: object) =>
  client.fetch('/api/applications/export', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(filters),
  });

describe('large and many', () => {
  test('a batch of 1,000 calls', async () => {
    const paths = Array.from({ length: 1000 }, () => 'account.me').join(',');
    const input = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [index, {}]));
    const refused = await call(operator, `${paths}?batch=1`, input);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.status).toBeLessThan(500);
  });

  test('a batch of allowed and forbidden calls: each is judged by itself', async () => {
    const finance = await world.signIn('finance1');
    const { number } = await operator.draft(UNIT, HOSP);
    const response = await call(finance, 'account.me,roster.rows,application.get?batch=1', {
      0: {},
      1: { number },
      2: { number },
    });
    const answers = (await response.json()) as { result?: object; error?: { data: { domainCode: string } } }[];
    expect(answers.map((answer) => answer.error?.data.domainCode ?? 'ok')).toEqual(['ok', 'FORBIDDEN', 'ok']);
    expect(JSON.stringify(answers[1])).not.toContain(UNIT);
  });

  test('a body of 50 MB, told and untold', async () => {
    const big = 'x'.repeat(50 * 1024 * 1024);
    const told = await call(operator, 'application.list', `{"query":"${big}"}`).catch(() => undefined);
    // The server may close while the rest is still being sent: no answer is a refusal too.
    if (told) expect(told.status).toBe(413);
    const chunks = new Blob([big]).stream();
    const untold = await operator
      .fetch('/trpc/application.list', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: chunks,
        duplex: 'half',
      } as RequestInit)
      .catch(() => undefined);
    if (untold) expect(untold.status).toBe(413);
    expect((await call(operator, 'account.me', {})).status).toBe(200);
  });

  test.each([
    ['arrays', '['.repeat(200_000)],
    ['objects', '{"a":'.repeat(100_000)],
    ['closed arrays', '['.repeat(200_000) + ']'.repeat(200_000)],
  ])('deeply nested JSON: %s', async (_what, text) => {
    const procedure = await call(operator, 'application.list', text);
    expect(procedure.status).toBe(400);
    const route = await operator.fetch('/api/applications/export', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: text,
    });
    expect(route.status).toBe(400);
    expect(await route.text()).not.toMatch(/JSON|token|position|SyntaxError/);
  });

  test('an export beyond the limit is refused and not cut', async () => {
    const society = await world.signIn('society1');
    await sql`insert into application (number, unit_id, created_by)
      select 'CB20200101-' || (100000 + n) || 'A', u.id, s.id from generate_series(1, 5001) n, unit u, staff s
      where u.code = 'SZ-LG-BT-001' and s.username = 'operator5'`;
    const refused = await refusalOf(exportTo(society, {}));
    expect(refused).toMatchObject({ status: 400, code: 'EXPORT_TOO_LARGE' });
    expect(refused.sentence).toContain('最多导出 5000 份');
    await sql`delete from application where number like 'CB20200101-%'`;
  });
});

describe('texts that would like to be more', () => {
  const SCRIPT = '<script>alert(1)</script>';

  test('a formula in a name is exported as a text', async () => {
    const society = await world.signIn('society2');
    const names = ['=HYPERLINK("http://evil.example","x")', '+1+1', '-1+1', '@SUM(1)', '＝1+1', '\t=1'];
    await operator.draft(UNIT, HOSP);
    for (const name of names) {
      await sql`update unit set name = ${name} where code = ${UNIT}`;
      const cells = (await readCells(await (await exportTo(society, { unitCode: UNIT })).arrayBuffer()))[1] ?? [];
      // A string cell, never a formula, and of the format “text”, so that editing it makes none.
      expect(cells[1]).toEqual({ value: name, format: '@' });
    }
  });

  test('a script in a name travels as JSON and is no page', async () => {
    const view = await operator.draft(UNIT, HOSP);
    const response = await call(operator, 'application.updateContact', {
      requestId: randomUUID(),
      number: view.number,
      version: view.version,
      contact: { name: SCRIPT, phone: '19900000046' },
    });
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect((await operator.trpc.application.get.query({ number: view.number })).contact?.name).toBe(SCRIPT);
    // Nor does an address come back as a page.
    const echoed = await operator.fetch(`/api/${encodeURIComponent(SCRIPT)}`);
    expect(echoed.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await echoed.text()).not.toContain('<script');
  });
});
