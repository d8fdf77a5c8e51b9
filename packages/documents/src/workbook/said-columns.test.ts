import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { ColumnMapping, MappedColumn } from '@huzhu/domain/roster/column-mapping.schema';
import { expect, test } from 'vitest';
import { craftWorkbook } from '../testing/craft-workbook.ts';
import { type Line, sheetRows } from '../testing/sheet-rows.ts';
import { headerFingerprint } from './header-fingerprint.ts';
import { type RosterReadEvent, readRoster } from './read-roster.ts';
import { readSample } from './read-sample.ts';
import { READER_LIMITS } from './reader-limits.ts';
import type { SaidColumns } from './said-columns.ts';

const PLANS = [seedPlan('CI2021')];
const HEADER = ['工号', '员工', '号码'];
const COLUMNS: MappedColumn[] = [
  { column: 2, field: 'name' },
  { column: 3, field: 'idNumber' },
];
const CHOSEN: ColumnMapping = { sheet: 1, headerRow: 2, columns: COLUMNS, documentType: 'resident_id' };
const person = (at: number): Line => [`A${at}`, syntheticPerson(at).name, syntheticPerson(at).idNumber];
const LINES = [['花名册'], HEADER, person(1), person(2)];

async function read(lines: readonly Line[], said: SaidColumns, otherSheets = {}) {
  const file = craftWorkbook({ rows: sheetRows(lines), otherSheets });
  const events: RosterReadEvent[] = [];
  try {
    for await (const event of readRoster(file, PLANS, READER_LIMITS, said)) events.push(event);
  } catch (error) {
    return { refused: (error as { code: string }).code };
  }
  const rows = events.flatMap((event) => (event.kind === 'rows' ? event.rows : []));
  const [sheet, end] = [events[0], events.at(-1)];
  return {
    rows: rows.map(({ rowNumber, cells }) => [rowNumber, cells.name?.text, cells.documentType?.text]),
    sheet: sheet?.kind === 'sheet' ? sheet : undefined,
    skipped: end?.kind === 'end' ? end.skipped : undefined,
  };
}
const known = async (columns = COLUMNS) => {
  const { sheet } = await read(LINES, { chosen: CHOSEN });
  return { fingerprint: sheet?.mapping?.fingerprint ?? '', columns, documentType: 'resident_id' as const };
};
const [ONE, TWO] = [syntheticPerson(1).name, syntheticPerson(2).name];

test('what was chosen is read, and told with the header it can be known by', async () => {
  const header = {
    rowNumber: 9,
    hidden: false,
    cells: new Map(HEADER.map((text, at) => [at + 1, { kind: 'text' as const, text }])),
  };
  const fingerprint = headerFingerprint(header);
  expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(await read(LINES, { chosen: CHOSEN })).toMatchObject({
    rows: [
      [3, ONE, '居民身份证'],
      [4, TWO, '居民身份证'],
    ],
    sheet: { headerRow: 2, columns: 2, mapping: { ...CHOSEN, remembered: false, fingerprint } },
  });
});

test('a header that is printed again is no person', async () => {
  expect(await read([...LINES, HEADER, person(3)], { chosen: CHOSEN })).toMatchObject({
    rows: [[3], [4], [6]].map(([row]) => expect.arrayContaining([row])),
    skipped: [{ row: 5, reason: 'header' }],
  });
});

test('without a header persons are read from the first row on; below the last row stands nobody', async () => {
  const bare = await read([person(1), person(2)], { chosen: { ...CHOSEN, headerRow: 0 } });
  expect(bare).toMatchObject({
    rows: [
      [1, ONE, '居民身份证'],
      [2, TWO, '居民身份证'],
    ],
    sheet: { mapping: { fingerprint: null } },
  });
  for (const headerRow of [4, 5, 900]) {
    expect(await read(LINES, { chosen: { ...CHOSEN, headerRow } })).toEqual({ refused: 'NO_ROWS' });
  }
  expect(await read(LINES, { chosen: { ...CHOSEN, sheet: 2 } })).toEqual({ refused: 'HEADER_NOT_FOUND' });
});

test('a known header is found in any row of any sheet; in two sheets nobody chooses', async () => {
  const remembered = [await known()];
  const other = sheetRows([[], [], ...LINES]);
  expect(await read([['说明']], { remembered }, { 花名册: other })).toMatchObject({
    rows: [
      [5, ONE, '居民身份证'],
      [6, TWO, '居民身份证'],
    ],
    sheet: { sheet: '花名册', mapping: { sheet: 2, headerRow: 4, remembered: true } },
  });
  expect(await read(LINES, { remembered }, { 花名册: other })).toEqual({ refused: 'SHEET_AMBIGUOUS' });
  expect(await read(LINES, { remembered: [] })).toEqual({ refused: 'HEADER_NOT_FOUND' });
});

test('what was said goes before what the words seem to say; what does not suit the plans is not used', async () => {
  // Two columns of names: a header whose words alone are refused.
  const twice = [['姓名', '姓名', '身份证号'], ...LINES.slice(2)];
  expect(await read(twice, {})).toEqual({ refused: 'HEADER_DUPLICATE' });
  const said = await read(twice, { chosen: { ...CHOSEN, headerRow: 1 } });
  const remembered = [{ ...(await known()), fingerprint: said.sheet?.mapping?.fingerprint ?? '' }];
  expect(await read(twice, { remembered })).toMatchObject({
    rows: [
      [2, ONE, '居民身份证'],
      [3, TWO, '居民身份证'],
    ],
  });
  const ofChildren = await known([...COLUMNS, { column: 1, field: 'employeeName' }]);
  expect(await read(LINES, { remembered: [ofChildren] })).toEqual({ refused: 'HEADER_NOT_FOUND' });
});

test('a sample is small, however wide the sheet and long its texts', async () => {
  const long = '长'.repeat(30_000);
  const wide = Array.from({ length: 26 }, (_, at) => (at === 0 ? long : 'x'));
  const far = '<row r="2"><c r="CV2"><v>1</v></c><c r="CW2"><v>2</v></c></row>';
  const others = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`表${at}`, sheetRows([['x']])]));
  const { sheets } = await readSample(craftWorkbook({ rows: sheetRows([wide]) + far, otherSheets: others }), 40);
  expect(sheets).toHaveLength(10);
  const [first, second] = sheets[0]?.rows ?? [];
  expect(first?.cells.get(1)?.text).toHaveLength(300);
  expect([...(second?.cells.keys() ?? [])]).toEqual([100]);
});

test('a sample holds the first rows of each sheet as they are read, a merged cell in each of its rows', async () => {
  const merged = '<mergeCells><mergeCell ref="A3:A4"/></mergeCells>';
  const lines = [['花名册'], HEADER, person(1), [null, ...person(2).slice(1)], person(3)];
  const file = craftWorkbook({ rows: sheetRows(lines), tail: merged, otherSheets: { 说明: '' } });
  const { sheets } = await readSample(file, 4);
  expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
    ['名单', 4],
    ['说明', 0],
  ]);
  expect(sheets[0]?.rows.map(({ cells }) => cells.get(1)?.text)).toEqual(['花名册', '工号', 'A1', 'A1']);
});
