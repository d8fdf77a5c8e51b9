import { randomUUID } from 'node:crypto';
import { seedDemoData } from '@huzhu/db/seed/demo-data';
import { readLedgerRows } from '@huzhu/documents/workbook/read-ledger';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import type { LedgerRow } from '@huzhu/domain/ledger/read-ledger-row';
import type { RosterRowView } from '@huzhu/domain/roster/roster.schema';
import { readWholeFile } from '@huzhu/files/read-file';
import { downloadSources } from '@huzhu/operations/download/download-sources';
import { createLedgerSealer } from '@huzhu/operations/ledger/import-ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoTools } from '../../scripts/seed/demo-tools.ts';
import type { ApiClient } from './api-client.ts';
import { type ProductWorld, startProductWorld } from './product-world.ts';

/** The first of a month: what the demo's units uploaded a day ago is of the month before. */
const FIRST = asDate('2026-12-01');

let world: ProductWorld;
let operator: ApiClient;

beforeAll(async () => {
  world = await startProductWorld();
  world.setToday(FIRST);
  await seedDemoData(world.db.owner, demoTools(world.services, FIRST));
  operator = await world.signIn('operator1');
});
afterAll(() => world?.close());

async function find(unitCode: string, state: 'draft' | 'returned', by = operator) {
  const { items } = await by.trpc.application.list.query({ unitCode, state });
  const found = items.find((item) => item.headcount > 0);
  if (!found) throw new Error(`${unitCode} has no ${state} list`);
  return by.trpc.application.get.query({ number: found.number });
}

const rowsOf = async (number: string, by = operator) => (await by.trpc.roster.rows.query({ number, limit: 200 })).rows;
const said = (rows: readonly RosterRowView[]) =>
  rows.flatMap((row) =>
    row.issues.filter((issue) => /LEDGER/.test(issue.code)).map((issue) => `${row.rowNumber} ${issue.code}`),
  );
/** 下一步, which checks the list by the day of now, and 【确认提交】. */
async function submit(number: string, by = operator) {
  const { firstErrorRow } = await by.trpc.roster.verify.mutate({ requestId: randomUUID(), number });
  expect(firstErrorRow).toBeNull();
  const { version } = await by.trpc.application.get.query({ number });
  return by.submit({ number, version });
}

test('every list has a 社保台账 that was read to its end, the file beside it', async () => {
  const { sql } = world.db.owner;
  const without = await sql`
    select a.number, a.state from application a
    left join ledger_version v on v.id = a.ledger_version_id
    left join job j on j.subject_type = 'ledger_version' and j.subject_id = v.id::text and j.state = 'succeeded'
    left join roster_version r on r.id = a.roster_version_id and r.ledger_month is not null
    where a.roster_version_id is not null and (v.published_at is null or j.id is null or r.id is null)`;
  expect(without).toEqual([]);

  const seal = createLedgerSealer(world.services);
  const versions = await sql<{ id: string; key: string; persons: number; month: string }[]>`
    select v.id, f.storage_key as key, v.persons, v.latest_month as month from ledger_version v join file f on f.id = v.file_id`;
  for (const { id, key, persons, month } of versions) {
    const file = await readWholeFile(world.services.storage, world.services.fileKeys, key);
    const read = await readLines(file);
    const stored = await sql`
      select row_number as "rowNumber", name, name_key as "nameKey", id_hash as "idHash", month, insurance, stopped
      from ledger_row where ledger_version_id = ${id} order by row_number`;
    const sealed = read.map(seal).map(({ idCipher: _, ...row }) => ({ ...row, idHash: hex(row.idHash) }));
    expect(stored.map((row) => ({ ...row, idHash: hex(row.idHash) }))).toEqual(sealed);
    expect(persons).toBe(new Set(read.filter((row) => row.month === month).map((row) => row.key)).size);
  }
}, 30_000);
async function readLines(file: Buffer): Promise<LedgerRow[]> {
  const lines: LedgerRow[] = [];
  for await (const event of readLedgerRows(file)) if (event.kind === 'rows') lines.push(...event.rows);
  return lines;
}
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('nothing was submitted with an error, nor with too few of the ledger', async () => {
  const wrong = await world.db.owner.sql`
    select a.number from roster_version v
    join roster_row r on r.roster_version_id = v.id join application a on a.id = v.application_id
    where v.frozen_at is not null and r.error_count > 0`;
  expect(wrong).toEqual([]);
  const few = await world.db.owner.sql`
    select a.number, a.state, v.persons from application a join ledger_version v on v.id = a.ledger_version_id
    where (select count(*) from roster_row r where r.roster_version_id = a.roster_version_id) * 100 < v.persons * 80`;
  expect(few).toEqual([]);
});

test('a draft shows what its ledger finds', async () => {
  const { number } = await find('SZ-NS-YH-001', 'draft');
  const rows = await rowsOf(number);
  expect(said(rows)).toEqual(['5 NOT_IN_LEDGER', '22 LEDGER_NAME_MISMATCH', '43 LEDGER_STOPPED', '62 LEDGER_STALE']);
  expect(rows[0]?.ledger).toBe('agrees');
  const { current } = await operator.trpc.ledger.status.query({ number });
  expect(current).toMatchObject({ fileName: '社保台账.xlsx', month: '2026-12' });

  const other = await world.signIn('operator3');
  const draft = await find('SZ-NS-SK-002', 'draft', other);
  expect(said(await rowsOf(draft.number, other))).toEqual([
    '6 NOT_IN_LEDGER',
    '23 LEDGER_NAME_MISMATCH',
    '35 LEDGER_STOPPED',
  ]);
});

test('a draft may be submitted at once', async () => {
  const { number } = await find('SZ-NS-YH-004', 'draft');
  const { blockers, ledger } = await operator.trpc.application.summary.query({ number });
  expect(blockers).toEqual([]);
  expect(ledger).toMatchObject({ month: '2026-11', participation: { enough: true } });
  expect((await submit(number)).state).toBe('pending_review');
});

test('what was returned is wrong where the reason says, is put right and submitted again', async () => {
  const { number, version } = await find('SZ-NS-YH-002', 'returned');
  const { items } = await operator.trpc.application.list.query({ state: 'returned' });
  expect(items.map((item) => item.reason)).toEqual([
    expect.stringMatching(/^第 12 行、第 57 行：.*姓名与社保台账不一致/),
  ]);
  const rows = await rowsOf(number);
  expect(said(rows)).toEqual(['12 LEDGER_NAME_MISMATCH', '57 LEDGER_NAME_MISMATCH']);
  await expect(operator.submit({ number, version })).rejects.toMatchObject({
    data: { domainCode: 'ROSTER_HAS_ERRORS' },
  });
  for (const { rowNumber, revision, issues } of rows.filter((row) => row.issues.length > 0)) {
    const name = /“(.+?)”/.exec(issues[0]?.sentence ?? '')?.[1] ?? '';
    const { row } = await operator.trpc.roster.correct.mutate({
      requestId: randomUUID(),
      number,
      rowNumber,
      revision,
      changes: { name },
    });
    expect(row.issues).toEqual([]);
  }
  expect((await submit(number)).state).toBe('pending_review');
});

test('another one was returned for its evidence: a new one is uploaded, and it is submitted again', async () => {
  const other = await world.signIn('operator3');
  const { number } = await find('SZ-NS-SK-001', 'returned', other);
  const row = (await rowsOf(number, other)).find((one) => one.issues.length > 0);
  expect(row).toMatchObject({
    rowNumber: 8,
    ledger: 'absent',
    issues: [{ code: 'NOT_IN_LEDGER', severity: 'warning' }],
  });
  const address = `/api/applications/${number}/rows/8/evidence`;
  const scan = await other.fetch(address);
  expect(scan.headers.get('content-type')).toBe('image/png');
  expect(
    Buffer.from(await scan.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  const form = new FormData();
  form.append('file', new Blob(['%PDF-1.7\n%%EOF\n']), '入职证明.pdf');
  expect((await other.fetch(address, { method: 'POST', body: form })).ok).toBe(true);
  expect((await submit(number, other)).state).toBe('pending_review');
});

test('资料下载 offers a ledger template and the demo’s ledger, of the month of the business date', async () => {
  // Not the list over HTTP: it would render every 告知书 for its size.
  const offered = async () => {
    const sources = await downloadSources(world.services, true);
    return sources.filter((source) => source.id.includes('ledger'));
  };
  const ofDecember = await offered();
  const common = { format: 'xlsx', lead: true, updated: '2026-12-01' };
  expect(ofDecember).toMatchObject([
    { ...common, id: 'ledger', name: '社保台账模板' },
    { ...common, id: 'demo-ledger', name: '演示社保台账' },
  ]);
  expect((await downloadSources(world.services, false)).map((source) => source.id)).not.toContain('demo-ledger');
  const template = await operator.fetch('/api/downloads/ledger');
  expect(decodeURIComponent(template.headers.get('content-disposition') ?? '')).toContain('社保台账模板.xlsx');
  await expect(readLines(Buffer.from(await template.arrayBuffer()))).rejects.toMatchObject({ code: 'LEDGER_NO_ROWS' });
  const latest = async () => {
    const answer = await operator.fetch('/api/downloads/demo-ledger');
    const lines = await readLines(Buffer.from(await answer.arrayBuffer()));
    return lines
      .map((line) => line.month)
      .sort()
      .at(-1);
  };
  expect(await latest()).toBe('2026-12');
  world.setToday(asDate('2027-02-15'));
  try {
    const ofFebruary = await offered();
    expect(ofFebruary.map(({ updated }) => updated)).toEqual(['2027-02-01', '2027-02-01']);
    const keys = [...ofDecember, ...ofFebruary].map(({ key }) => key);
    expect(new Set(keys).size).toBe(4);
    expect(await latest()).toBe('2027-02');
  } finally {
    world.setToday(FIRST);
  }
});
