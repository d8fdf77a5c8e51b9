import { randomUUID } from 'node:crypto';
import { craftWorkbook } from '@huzhu/documents/testing/craft-workbook';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { type Line, sheetRows } from '@huzhu/documents/testing/sheet-rows';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { ColumnMapping, MappedColumn } from '@huzhu/domain/roster/column-mapping.schema';
import { suggestHeaderRow } from '@huzhu/domain/roster/suggest-header-row';
import { suggestMapping } from '@huzhu/domain/roster/suggest-mapping';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiClient } from './api-client.ts';
import { type ProductWorld, startProductWorld } from './product-world.ts';
import { runImports } from './run-imports.ts';

/** The unit's own spreadsheet: refused, looked at, said, read, and known the next time. */

const UNIT = 'SZ-NS-YH-001';
const OTHER_UNIT = 'SZ-NS-YH-002';
const THEIRS = 'SZ-LH-GL-001';
const HEADER = ['工号', '员工', '部门', '员工证号', '联络', '份'];
const ROWS = 12;

let world: ProductWorld;
let mine: ApiClient;
let theirs: ApiClient;

beforeAll(async () => {
  world = await startProductWorld();
  [mine, theirs] = await Promise.all([world.signIn('operator1'), world.signIn('operator2')]);
});
afterAll(() => world?.close());

const refused = (code: string) => ({ data: { domainCode: code } });

/** The header in row 3, below a title and a blank row; some persons have 2 份. */
function ownLines(from: number, header: readonly string[] = HEADER): Line[] {
  const persons = Array.from({ length: ROWS }, (_, position): Line => {
    const { name, idNumber, phone } = syntheticPerson(from + position);
    return [`A${100 + position}`, name, position % 2 ? '财务部' : '技术部', idNumber, phone, position % 3 ? 1 : 2];
  });
  return [['2026 年职工花名册'], [], header, ...persons];
}
const workbook = (lines: readonly Line[], more?: Record<string, string>) =>
  new Uint8Array(craftWorkbook({ rows: sheetRows(lines), ...(more && { otherSheets: more }) }));

async function draft(client: ApiClient, unit: string, plans: PlanCode[] = ['CI2021']): Promise<string> {
  const { number } = await client.draft(
    unit,
    plans.map((code) => ({ code, shares: 1 })),
  );
  return number;
}

async function sent(client: ApiClient, number: string, file: Uint8Array<ArrayBuffer>, mode?: 'add') {
  expect((await client.upload(number, file, '花名册.xlsx', mode)).status).toBe(200);
  await runImports(world);
  return statusOf(client, number);
}
async function statusOf(client: ApiClient, number: string) {
  const { roster } = await client.trpc.roster.status.query({ number });
  return roster ?? expect.fail('no roster');
}
async function sampleOf(client: ApiClient, number: string) {
  return (await client.trpc.roster.mappingSample.query({ number })) ?? expect.fail('nothing to map');
}
const COLUMNS: MappedColumn[] = [
  { column: 2, field: 'name' },
  { column: 4, field: 'idNumber' },
  { column: 5, field: 'phone' },
  { column: 6, field: 'shares' },
];
const MAPPING: ColumnMapping = { sheet: 1, headerRow: 3, columns: COLUMNS, documentType: 'resident_id' };

async function said(client: ApiClient, number: string, mapping = MAPPING) {
  const { importId } = await sampleOf(client, number);
  await client.trpc.roster.importMapped.mutate({ requestId: randomUUID(), number, importId, mapping });
  await runImports(world);
  return statusOf(client, number);
}
const rowsOf = async (client: ApiClient, number: string) =>
  (await client.trpc.roster.rows.query({ number, limit: 200 })).rows;
/** All that stands in the list but where it stood in the sheet. */
const personsOf = async (client: ApiClient, number: string) =>
  (await rowsOf(client, number)).map(({ rowNumber: _, sexText: _s, birthDateText: _b, sharesText: _t, ...row }) => row);

test('refused, seen, said, read: the rows are those of the template; the next file of the unit is read at once', async () => {
  const number = await draft(mine, UNIT);
  expect(await sent(mine, number, workbook(ownLines(91_000)))).toMatchObject({
    state: 'failed',
    failure: { code: 'HEADER_NOT_FOUND' },
    columnMapping: { state: 'offered', kept: false },
  });

  const sample = await sampleOf(mine, number);
  expect(sample).toMatchObject({ fileName: '花名册.xlsx', present: null, again: false });
  const told = JSON.stringify(sample);
  for (let position = 0; position < ROWS; position++) {
    const person = syntheticPerson(91_000 + position);
    expect(told).not.toContain(person.idNumber);
    expect(told).not.toContain(person.phone);
  }
  const rows = sample.sheets[0]?.rows ?? [];
  expect(suggestHeaderRow(rows)).toBe(3);
  const suggested = suggestMapping(rows, 3, sample.fields);
  expect(suggested.documentType?.type).toBe('resident_id');
  expect(Object.fromEntries(suggested.columns.map(({ column, field }) => [column, field]))).toMatchObject({
    2: 'name',
    4: 'idNumber',
    5: 'phone',
  });

  const preview = await mine.trpc.roster.previewMapping.query({ number, importId: sample.importId, mapping: MAPPING });
  const first = syntheticPerson(91_000);
  expect(preview?.rows[0]).toMatchObject({
    rowNumber: 4,
    values: { name: first.name, documentType: '居民身份证', shares: '2' },
    issues: [],
  });
  expect(JSON.stringify(preview)).not.toContain(first.idNumber);

  expect(await said(mine, number)).toMatchObject({
    state: 'succeeded',
    counts: { rows: ROWS, clean: ROWS },
    columnMapping: { state: 'chosen', kept: true },
  });
  const likeTemplate = await draft(mine, UNIT);
  const template = await generateRoster({
    plans: [seedPlan('CI2021')],
    rows: ROWS,
    from: 91_000,
    change: ({ serial: _, sex: _s, birthDate: _b, ...cells }, position) => ({ ...cells, shares: position % 3 ? 1 : 2 }),
  });
  await sent(mine, likeTemplate, new Uint8Array(template));
  expect(await personsOf(mine, number)).toEqual(await personsOf(mine, likeTemplate));
  expect((await statusOf(mine, likeTemplate)).columnMapping).toBeNull();
  expect((await rowsOf(mine, number)).map((row) => row.rowNumber)[0]).toBe(4);

  // The next file of the unit, its header written a little otherwise, in another row and another sheet.
  const next = await draft(mine, UNIT);
  const lines = ownLines(91_100, ['工 号', '员工*', '部门', '员工证号（必填）', '联络', '份']).slice(2);
  const remembered = await sent(mine, next, workbook([['说明']], { 花名册: sheetRows(lines) }));
  expect(remembered).toMatchObject({
    state: 'succeeded',
    sheet: '花名册',
    counts: { rows: ROWS, clean: ROWS },
    columnMapping: { state: 'remembered', kept: true },
  });

  // Nobody else's: neither another unit of the same operator nor another operator's.
  for (const [client, unit] of [
    [mine, OTHER_UNIT],
    [theirs, THEIRS],
  ] as const) {
    const foreign = await draft(client, unit);
    expect(await sent(client, foreign, workbook(ownLines(91_200)))).toMatchObject({
      failure: { code: 'HEADER_NOT_FOUND' },
      columnMapping: { state: 'offered' },
    });
  }

  // Said anew of the file that is the roster: its rows are read again, and the unit knows the new columns from then on.
  const without = { ...MAPPING, sheet: 2, headerRow: 1, columns: COLUMNS.slice(0, 2) };
  expect((await sampleOf(mine, next)).again).toBe(true);
  expect(await said(mine, next, without)).toMatchObject({ columnMapping: { state: 'chosen', kept: true } });
  expect((await rowsOf(mine, next)).map((row) => row.phone)).toEqual(Array(ROWS).fill(''));
  const third = await draft(mine, UNIT);
  await sent(mine, third, workbook(ownLines(91_300)));
  expect((await rowsOf(mine, third)).every((row) => row.phone === '')).toBe(true);

  // 不再记住: asked again.
  const forgotten = await mine.trpc.roster.forgetMapping.mutate({ requestId: randomUUID(), number: third });
  expect(forgotten.roster?.columnMapping).toEqual({ state: 'remembered', kept: false });
  const fourth = await draft(mine, UNIT);
  expect((await sent(mine, fourth, workbook(ownLines(91_400)))).failure?.code).toBe('HEADER_NOT_FOUND');
});

test('what was said goes with the roster: through another choice of plans, and for a file that is added', async () => {
  const number = await draft(mine, UNIT);
  await sent(
    mine,
    number,
    new Uint8Array(await generateRoster({ plans: [seedPlan('CI2021')], rows: 3, from: 92_000 })),
  );
  expect(
    await sent(mine, number, workbook(ownLines(92_100, ['甲', '乙', '丙', '丁', '戊', '己'])), 'add'),
  ).toMatchObject({
    state: 'succeeded',
    setback: { code: 'HEADER_NOT_FOUND' },
    columnMapping: { state: 'offered' },
  });
  expect((await sampleOf(mine, number)).again).toBe(false);
  expect(await said(mine, number)).toMatchObject({ counts: { rows: 3 + ROWS }, setback: null });

  const view = await mine.trpc.application.get.query({ number });
  await mine.trpc.enrolment.updateDraft.mutate({
    requestId: randomUUID(),
    number,
    version: view.version,
    unitCode: UNIT,
    plans: [{ code: 'HOSP', shares: 1 }],
    requestedDate: null,
  });
  await runImports(world);
  expect(await statusOf(mine, number)).toMatchObject({
    state: 'succeeded',
    counts: { rows: 3 + ROWS },
    columnMapping: { state: 'chosen', kept: true },
  });
  // Said again: the file is added anew to what was there before it, not to itself.
  expect(await said(mine, number)).toMatchObject({ counts: { rows: 3 + ROWS } });
});

test('a mapping that leaves something out, names a field twice or is about another file is refused with a sentence', async () => {
  const number = await draft(mine, UNIT);
  await sent(mine, number, workbook(ownLines(93_000, ['a', 'b', 'c', 'd', 'e', 'f'])));
  const { importId } = await sampleOf(mine, number);
  const asked = (mapping: ColumnMapping, of = importId) => {
    const input = { requestId: randomUUID(), number, importId: of, mapping };
    return mine.trpc.roster.importMapped.mutate(input);
  };
  await expect(asked({ ...MAPPING, documentType: null })).rejects.toMatchObject({
    message: '还没有对应“证件类型”。请选好是表格里的哪一列，再导入。',
    ...refused('MAPPING_INCOMPLETE'),
  });
  const twice: MappedColumn[] = [...COLUMNS, { column: 1, field: 'name' }];
  await expect(asked({ ...MAPPING, columns: twice })).rejects.toMatchObject(refused('MAPPING_DOUBLED'));
  const other: MappedColumn[] = [...COLUMNS, { column: 1, field: 'shares:HOSP' }];
  await expect(asked({ ...MAPPING, columns: other })).rejects.toMatchObject(refused('INPUT_INVALID'));
  const both: MappedColumn[] = [...COLUMNS, { column: 2, field: 'note' }];
  await expect(asked({ ...MAPPING, columns: both })).rejects.toMatchObject(refused('INPUT_INVALID'));
  await expect(asked(MAPPING, randomUUID())).rejects.toMatchObject(refused('MAPPING_GONE'));
  // A header chosen below everybody: refused by the reader, and offered again.
  expect(await said(mine, number, { ...MAPPING, headerRow: 3 + ROWS })).toMatchObject({
    failure: { code: 'NO_ROWS' },
    columnMapping: { state: 'offered' },
  });

  // Two presses: one import; and whoever comes after it finds nothing more to say.
  const again = (await sampleOf(mine, number)).importId;
  const results = await Promise.allSettled([asked(MAPPING, again), asked(MAPPING, again)]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await mine.trpc.roster.mappingSample.query({ number })).toBeNull();
  expect(await mine.trpc.roster.previewMapping.query({ number, importId: again, mapping: MAPPING })).toBeNull();
  await runImports(world);
  expect(await statusOf(mine, number)).toMatchObject({ counts: { rows: ROWS } });
});

test('a stranger finds nothing, who is above sees no file, and no header row is nothing to remember', async () => {
  const remembered = async () => (await world.db.owner.sql`select from header_mapping`).length;
  const before = await remembered();
  const number = await draft(mine, UNIT);
  const lines = ownLines(94_000).slice(3);
  await sent(mine, number, workbook(lines));
  const { importId, sheets } = await sampleOf(mine, number);
  expect(suggestHeaderRow(sheets[0]?.rows ?? [])).toBe(0);
  // Whoever is above the unit reads its draft, but not its file.
  const manager = await world.signIn('manager1');
  expect(await manager.trpc.roster.mappingSample.query({ number })).toBeNull();
  const foreign = theirs.trpc.roster;
  const id = () => ({ requestId: randomUUID(), number });
  const asked = await Promise.allSettled([
    foreign.mappingSample.query({ number }),
    foreign.previewMapping.query({ number, importId, mapping: MAPPING }),
    foreign.importMapped.mutate({ ...id(), importId, mapping: MAPPING }),
    foreign.forgetMapping.mutate(id()),
  ]);
  expect(asked).toMatchObject(Array(4).fill({ status: 'rejected', reason: refused('NOT_FOUND') }));
  expect(await said(mine, number, { ...MAPPING, headerRow: 0 })).toMatchObject({
    counts: { rows: ROWS, clean: ROWS },
    columnMapping: { state: 'chosen', kept: false },
  });
  // The first person is no header, although somebody says so.
  expect(await said(mine, number, { ...MAPPING, headerRow: 1 })).toMatchObject({
    counts: { rows: ROWS - 1 },
    columnMapping: { state: 'chosen', kept: false },
  });
  expect(await remembered()).toBe(before);
});

test('the 批注名单 of such a list is understood when it comes back', async () => {
  const number = await draft(mine, UNIT);
  const header = HEADER.map((word) => `${word}栏`);
  await sent(mine, number, workbook(ownLines(91_400, header)));
  expect(await said(mine, number)).toMatchObject({ state: 'succeeded', counts: { rows: ROWS } });
  const made = await mine.fetch(`/api/applications/${number}/annotated-roster`, { method: 'POST' });
  const back = await sent(mine, number, new Uint8Array(await made.arrayBuffer()));
  expect(back.setback?.code).toBe('ANNOTATED_ROSTER');
  const { importId = '' } = back.setback ?? {};
  const preview = await mine.trpc.roster.previewMerge.query({ number, importId });
  expect(preview).toMatchObject({ same: ROWS });
});
