import { setTimeout as delay } from 'node:timers/promises';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import type { SheetRow } from '@huzhu/domain/roster/match-header';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ExportedCell, readCells } from '../testing/read-cells.ts';
import { escapeText, resolveEscapes } from './escaped-text.ts';
import { readTable } from './read-table.ts';
import type { TableRow } from './sheet-xml.ts';
import { streamTable, type Table } from './stream-table.ts';
import { writeTable } from './write-table.ts';

const COLUMNS = [
  { header: '编号', width: 22, form: 'text' },
  { header: '名称', width: 40.5 },
  { header: '金额（元）', width: 16, form: 'money' },
] as const;

/** What a person may have typed or a bank may have sent, and what has broken files. */
const HOSTILE = [
  ...['=1+1', '+cmd|calc', '-2+3', '@SUM(1)', '＝1', '＋1', '－1', '＠A1', '\t=1', '\r=1', '=<a href="x">&amp;</a>'],
  ...[' 前后有空格 ', '\u3000全角空格\u3000', '两  个', '第一行\n第二行', '回车\r\n换行', '末尾\n', '制表\t符'],
  ...[
    '_x000D_',
    '_x0041_x0042_',
    '_x005F_x0041_',
    '_x00',
    '_x0041',
    '_x0041\u0001',
    '_x0041\r',
    '__x0041__',
    '_X0041_',
  ],
  ...['\u0001\u0008\u000B\u000C\u001F', '\u007F\u0085', 'a\uFFFEb\uFFFF', '\u200B\u202E\uFEFF零宽'],
  ...['𠮷野家', '👩‍👩‍👧‍👦', 'A & B <c> "d" \'e\' ]]>', '<![CDATA[x]]>', '&#x41;&lt;', '王小明', "O'Brien Mary"],
  ...['长'.repeat(32_767), '&'.repeat(32_767)],
];
const LOOKS_LIKE_FORMULA = /^[=+\-@\t\r＝＋－＠]/;

const inExcel = async (file: Buffer): Promise<ExportedCell[][]> => readCells(new Uint8Array(file).buffer);

/** The rows below the head as the product's own reader takes them. */
async function inReader(file: Buffer): Promise<SheetRow[]> {
  const header = ({ cells }: SheetRow) => {
    const columns = new Map([...cells].map(([at, { text }]) => [at, text]));
    return { columns, missing: [], duplicates: [], isHeader: columns.get(1) === '编号' };
  };
  const rows: SheetRow[] = [];
  for await (const event of readTable(file, header)) if (event.kind === 'rows') rows.push(...event.rows);
  return rows;
}

const write = (rows: Table['rows']) => writeTable({ sheet: '名单', columns: COLUMNS, rows });

describe('a written table', () => {
  it('has a bold head that stays, widths, and the forms of its columns', async () => {
    const file = await write([
      ['00123', '甲', 1234.5],
      ['00124', null, null],
      [null, 7, -0.01],
    ]);
    const [head, ...rows] = await inExcel(file);
    expect(head?.map(({ value, format }) => [value, format ?? 'General'])).toEqual(
      COLUMNS.map(({ header }) => [header, 'General']),
    );
    const cell = (value: string | number | null, format?: string) => ({ value, format });
    expect(rows[0]).toEqual([cell('00123', '@'), cell('甲'), cell(1234.5, '#,##0.00')]);
    expect(rows[1]?.[0]).toEqual(cell('00124', '@'));
    expect(rows[2]?.slice(1)).toEqual([cell(7), cell(-0.01, '#,##0.00')]);
    expect((await inReader(file)).map(({ rowNumber, cells }) => [rowNumber, [...cells.keys()]])).toEqual([
      [2, [1, 2, 3]],
      [3, [1]],
      [4, [2, 3]],
    ]);

    const workbook = new ExcelJS.Workbook();
    // exceljs declares its own Buffer type.
    await workbook.xlsx.load(file as unknown as ExcelJS.Buffer);
    const sheet = workbook.worksheets[0];
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['名单']);
    expect(sheet?.views).toMatchObject([{ state: 'frozen', ySplit: 1 }]);
    expect(COLUMNS.map((_, at) => sheet?.getColumn(at + 1).width)).toEqual(COLUMNS.map(({ width }) => width));
    expect(sheet?.getColumn(1).numFmt).toBe('@');
    expect(sheet?.getCell('B1').font.bold).toBe(true);
    expect(sheet?.getCell('B2').font).toBeUndefined();
  });

  it('keeps every text as it is, and in a cell of format “text” when it looks like a formula', async () => {
    const file = await write(HOSTILE.map((text, at) => [String(at), text, text]));
    const [, ...rows] = await inExcel(file);
    const read = await inReader(file);
    expect(rows).toHaveLength(HOSTILE.length);
    HOSTILE.forEach((text, at) => {
      for (const column of [1, 2]) {
        const cell = rows[at]?.[column];
        // exceljs leaves escapes in texts that stand in the cell.
        expect(resolveEscapes(String(cell?.value))).toBe(text);
        const format = column === 1 ? undefined : '#,##0.00';
        expect(cell?.format, JSON.stringify(text.slice(0, 20))).toBe(LOOKS_LIKE_FORMULA.test(text) ? '@' : format);
      }
      expect(read[at]?.cells.get(2)).toEqual({ kind: 'text', text });
    });
  });

  it('replaces what is no character and writes whatever else can be, so that it is read again', () => {
    expect(escapeText('a\uD83Db\uDE00c\0')).toBe('a\uFFFDb\uFFFDc\uFFFD');
    expect(escapeText('王小明')).toBeUndefined();
    const hostile = fc.constantFrom(
      '_',
      'x',
      '0',
      '4',
      '1',
      'D',
      'f',
      '\r',
      '\u0001',
      '\uFFFF',
      '_x000D_',
      '_x005F',
      '𠮷',
    );
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        expect(resolveEscapes(escapeText(text) ?? text)).toBe(text);
      }),
      { numRuns: 5_000 },
    );
  });

  it('may be empty, of one column or of more than 26', async () => {
    expect(await inExcel(await write([]))).toHaveLength(1);
    expect(await inReader(await write([]))).toEqual([]);
    const columns = Array.from({ length: 703 }, (_, at) => ({ header: at === 0 ? '编号' : `列${at}`, width: 9 }));
    const [row] = await inReader(await writeTable({ sheet: '宽', columns, rows: [columns.map((_, at) => at)] }));
    expect([...(row?.cells ?? [])].map(([column, { text }]) => [column, text])).toEqual(
      columns.map((_, at) => [at + 1, String(at)]),
    );
  });

  it('names its sheet as it is told', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(
      (await writeTable({ sheet: `"A" & <B>'s`, columns: [], rows: [] })) as unknown as ExcelJS.Buffer,
    );
    expect(workbook.worksheets[0]?.name).toBe(`"A" & <B>'s`);
    for (const sheet of ['', 'a/b', '[a]', "'a", '长'.repeat(32)]) {
      await expect(writeTable({ sheet, columns: [], rows: [] })).rejects.toThrow(RangeError);
    }
  });

  it.each([
    ['no number', [[null, null, Number.NaN]]],
    ['a number without end', [[null, null, Number.POSITIVE_INFINITY]]],
    ['a text longer than a cell', [['长'.repeat(32_768)]]],
    ['more cells than columns', [['1', '2', 3, 4]]],
  ] satisfies [string, TableRow[]][])('is not written with %s', async (_, rows) => {
    await expect(write(rows)).rejects.toThrow(RangeError);
  });
});

describe('a table being read while it is written', () => {
  /** Rows that no deflater makes small, with what became of them. */
  function noted(count: number) {
    const state = { made: 0, ended: false };
    const rows = async function* (): AsyncGenerator<TableRow> {
      try {
        for (; state.made < count; state.made++) {
          if (state.made % 1000 === 0) await delay(0);
          yield [String(Math.random()), String(Math.random()), Math.random()];
        }
      } finally {
        await delay(5);
        state.ended = true;
      }
    };
    return { state, table: { sheet: '名单', columns: COLUMNS, rows: rows() } };
  }

  it('makes rows only as fast as it is read, and all of them', async () => {
    const { state, table } = noted(60_000);
    const chunks: Buffer[] = [];
    for await (const chunk of streamTable(table)) {
      chunks.push(chunk);
      // 60,000 rows are 1.9 MB zipped; of those that were not read yet, buffers hold a few slices of 64 KiB.
      if (chunks.length === 20) {
        await delay(50);
        expect(state.made).toBeLessThan(30_000);
      }
      expect(chunk.length).toBeLessThanOrEqual(1 << 16);
    }
    expect(state).toEqual({ made: 60_000, ended: true });
    expect(await inReader(Buffer.concat(chunks))).toHaveLength(60_000);
  });

  it('ends its rows before it ends itself when the reader goes away', async () => {
    const { state, table } = noted(1_000_000);
    for await (const chunk of streamTable(table)) if (chunk.length > 10_000) break;
    expect(state.ended).toBe(true);
    expect(state.made).toBeLessThan(100_000);
  });

  it('fails with the error of its rows, and what was written until then is no workbook', async () => {
    const chunks: Buffer[] = [];
    const rows = async function* (): AsyncGenerator<TableRow> {
      for (let at = 0; at < 5_000; at++) yield [String(Math.random())];
      throw new Error('the database went away');
    };
    const reading = async () => {
      for await (const chunk of streamTable({ sheet: '名单', columns: COLUMNS, rows: rows() })) chunks.push(chunk);
    };
    await expect(reading()).rejects.toThrow('the database went away');
    await expect(inReader(Buffer.concat(chunks))).rejects.toThrow(FileRefused);
  });
});
