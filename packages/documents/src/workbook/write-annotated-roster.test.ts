import path from 'node:path';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { ROW_KEY_HEADER } from '@huzhu/domain/roster/match-header';
import ExcelJS from 'exceljs';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { describe, expect, it } from 'vitest';
import { openArchive } from './open-archive.ts';
import { type RosterReadEvent, readRoster } from './read-roster.ts';
import { READER_LIMITS } from './reader-limits.ts';
import { rosterColumns } from './roster-columns.ts';
import {
  type AnnotatedFinding,
  type AnnotatedRow,
  MOST_NOTES,
  writeAnnotatedRoster,
} from './write-annotated-roster.ts';

const PLANS = [seedPlan('CI2021')];
const COLUMNS = rosterColumns(PLANS);
const RED = { argb: 'FFF8D3CF' };
const NO_FILL = { type: 'pattern', pattern: 'none' };
const AMBER = { argb: 'FFFBE7BD' };

const WRONG_ID: AnnotatedFinding = {
  field: 'idNumber',
  severity: 'error',
  cause: '证件号码校验位不符',
  sentence: '校验位不符，请对照身份证逐位核对',
};
const PHONE: AnnotatedFinding = {
  field: 'phone',
  severity: 'warning',
  cause: '手机号码不完整',
  sentence: '手机号码要 11 位数字，少一位，不影响参保，可以以后再补',
};
const LEDGER: AnnotatedFinding = {
  field: 'row',
  severity: 'error',
  cause: '不在社保台账中',
  sentence: '2026-10 台账里没有这个人。若是新入职，请上传劳动合同等证明 <“&”>',
};

const annotated = (place: number, findings: readonly AnnotatedFinding[] = []): AnnotatedRow => {
  const { name, idNumber } = syntheticPerson(place);
  return {
    rowNumber: place + 2,
    cells: { serial: place + 1, name, documentType: '居民身份证', idNumber, phone: ' 138001380', shares: 2 },
    findings,
    key: `H1.key-${place}`,
  };
};

async function write(rows: Iterable<AnnotatedRow>): Promise<Buffer> {
  const each = async function* () {
    yield* rows;
  };
  const facts = [['参保单位', '=远航物流 & <子公司>']] as const;
  const chunks: Buffer[] = [];
  for await (const chunk of writeAnnotatedRoster({ sheet: '名单', columns: COLUMNS, rows: each(), facts }))
    chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function inExcel(file: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(file as unknown as ExcelJS.Buffer);
  return workbook;
}

const noteOf = (cell: ExcelJS.Cell | undefined) => {
  const { note } = cell ?? {};
  return typeof note === 'object' ? note.texts?.map(({ text }) => text).join('') : note;
};

describe('a 批注名单', () => {
  it('is the list itself, wrong cells filled and noted, good rows as they were', async () => {
    const file = await write([annotated(0), annotated(1, [WRONG_ID, PHONE]), annotated(2, [LEDGER])]);
    const workbook = await inExcel(file);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['名单', '核对说明']);
    const sheet = workbook.worksheets[0] as ExcelJS.Worksheet;
    const place = (field: string) => COLUMNS.findIndex((column) => column.field === field) + 1;
    const at = (row: number, field: string) => sheet.getCell(row, place(field));
    const heads = [...COLUMNS.map(({ header }) => header), '网页行号', '问题', ROW_KEY_HEADER];
    expect(heads.map((_, column) => sheet.getCell(1, column + 1).value)).toEqual(heads);
    expect(sheet.autoFilter).toBe('A1:M4');

    const good = syntheticPerson(0);
    expect(['name', 'idNumber', 'phone', 'shares'].map((field) => at(2, field).value)).toEqual([
      good.name,
      good.idNumber,
      ' 138001380',
      2,
    ]);
    expect(at(2, 'idNumber').numFmt).toBe('@');
    for (let column = 1; column <= heads.length; column += 1) {
      expect(sheet.getCell(2, column).fill ?? NO_FILL).toEqual(NO_FILL);
      expect(noteOf(sheet.getCell(2, column))).toBeUndefined();
    }
    expect(at(3, 'idNumber').fill).toMatchObject({ pattern: 'solid', fgColor: RED });
    expect(at(3, 'phone').fill).toMatchObject({ pattern: 'solid', fgColor: AMBER });
    expect([at(3, 'idNumber').numFmt, at(3, 'phone').numFmt, at(3, 'phone').value]).toEqual(['@', '@', ' 138001380']);
    expect(noteOf(at(3, 'idNumber'))).toBe(WRONG_ID.sentence);
    expect(noteOf(at(3, 'phone'))).toBe(PHONE.sentence);
    expect(sheet.getCell(3, COLUMNS.length + 2).value).toBe(
      `错误 · 证件号码 · ${WRONG_ID.sentence}\n提醒 · 手机号码 · ${PHONE.sentence}`,
    );
    // What is wrong with the whole row is said at the name.
    expect(at(4, 'name').fill).toMatchObject({ fgColor: RED });
    expect(noteOf(at(4, 'name'))).toBe(LEDGER.sentence);
    expect(sheet.getColumn(COLUMNS.length + 3).hidden).toBe(true);
    expect(sheet.getCell(3, COLUMNS.length + 3).value).toBe('H1.key-1');

    const said: string[] = [];
    workbook.worksheets[1]?.eachRow((row) => {
      said.push(['A', 'B', 'C'].map((column) => row.getCell(column).value ?? '').join('|'));
    });
    expect(said).toEqual(
      expect.arrayContaining([
        '参保单位||=远航物流 & <子公司>',
        '名单|3|',
        '没有问题|1|照原样列出，不用改。',
        '错误：证件号码校验位不符|1|第 3 行',
        '错误：不在社保台账中|1|第 4 行',
        '提醒：手机号码不完整|1|第 3 行',
      ]),
    );
  });

  it('is read by our own reader as the same list, with its keys', async () => {
    const file = await write([annotated(0), annotated(1, [WRONG_ID, PHONE])]);
    const events: RosterReadEvent[] = [];
    for await (const event of readRoster(file, PLANS)) events.push(event);
    const layout = COLUMNS.map(({ header, field }, at) => ({ column: at + 1, header, field }));
    expect(events[0]).toMatchObject({ kind: 'sheet', sheet: '名单', keyed: true, layout });
    const rows = events.flatMap((event) => (event.kind === 'rows' ? event.rows : []));
    expect(rows.map(({ key, cells }) => [key, cells.idNumber?.text, cells.phone?.text, cells.shares])).toEqual(
      [0, 1].map((place) => [
        `H1.key-${place}`,
        syntheticPerson(place).idNumber,
        ' 138001380',
        { kind: 'number', value: 2, text: '2' },
      ]),
    );
  });

  it('has well-formed parts that name one another, and notes up to a bound', async () => {
    const rows = Array.from({ length: MOST_NOTES + 5 }, (_, place) => annotated(place, [WRONG_ID]));
    const file = await write(rows);
    const parts = await partsOf(file);
    const named = [...parts].flatMap(([name, { tags }]) =>
      name.endsWith('.rels') ? tags('Relationship').map(({ Target }) => targetOf(name, String(Target))) : [],
    );
    const others = [...parts.keys()].filter((name) => !name.endsWith('.rels') && name !== '[Content_Types].xml');
    expect(named.sort()).toEqual(others.sort());
    const types = parts.get('[Content_Types].xml');
    const overrides = types?.tags('Override').map(({ PartName }) => PartName) ?? [];
    const extensions = types?.tags('Default').map(({ Extension }) => Extension) ?? [];
    for (const name of parts.keys()) {
      expect(overrides.includes(`/${name}`) || extensions.includes(name.split('.').at(-1)), name).toBe(true);
    }
    expect(parts.get('xl/comments1.xml')?.tags('comment')).toHaveLength(MOST_NOTES);
    const ids = parts
      .get('xl/drawings/vmlDrawing1.vml')
      ?.tags('v:shape')
      .map(({ id }) => id);
    expect(new Set(ids).size).toBe(MOST_NOTES);
  });
});

type Tag = SaxesTagPlain['attributes'];

/** Every part with its tags, read by a strict parser that knows nothing of workbooks. */
async function partsOf(file: Buffer): Promise<Map<string, { tags: (name: string) => Tag[] }>> {
  const archive = await openArchive(file, READER_LIMITS);
  const parts = new Map<string, { tags: (name: string) => Tag[] }>();
  for (const name of archive.names) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of archive.part(name)?.read() ?? []) chunks.push(chunk);
    const found: SaxesTagPlain[] = [];
    const parser = new SaxesParser();
    parser.on('error', (error) => {
      throw new Error(`${name}: ${error.message}`);
    });
    parser.on('opentag', (tag) => found.push(tag));
    parser.write(Buffer.concat(chunks).toString('utf8')).close();
    parts.set(name, { tags: (of) => found.filter((tag) => tag.name === of).map(({ attributes }) => attributes) });
  }
  return parts;
}

/** A target is told from the folder of the part that the relations belong to. */
const targetOf = (rels: string, target: string) =>
  path.posix.normalize(path.posix.join(path.posix.dirname(path.posix.dirname(rels)), target));
