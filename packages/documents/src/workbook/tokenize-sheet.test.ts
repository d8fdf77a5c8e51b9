import type { SheetRow } from '@huzhu/domain/roster/match-header';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { text } from '../testing/craft-workbook.ts';
import { mappedRow } from '../testing/mapped-row.ts';
import { modelWorkbook } from '../testing/model-workbook.ts';
import { mutateWorkbook } from '../testing/mutate-workbook.ts';
import { Random } from '../testing/random.ts';
import { type ArchivePart, openArchive } from './open-archive.ts';
import type { CellContext } from './raw-cell.ts';
import { readSheet } from './read-sheet.ts';
import { READER_LIMITS } from './reader-limits.ts';
import { RowTokenizer } from './row-tokenizer.ts';
import { scanSheet } from './scan-sheet.ts';
import { tokenizeSheet } from './tokenize-sheet.ts';

const CONTEXT: CellContext = {
  strings: { text: (index) => `共享${index}`, length: (index) => `共享${index}`.length, isBlank: () => false },
  isDate: (style) => style === 1,
  date1904: false,
};
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

afterEach(() => {
  vi.restoreAllMocks();
});

const sheetXml = (rows: string, tail = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>\r\n<worksheet xmlns="${MAIN}"><cols><col min="1" max="9"/></cols><sheetData>${rows}</sheetData>${tail}</worksheet>`;

/** A part whose bytes come in pieces of one size, so that every token is cut somewhere. */
function partOf(content: string | Buffer, piece: number): ArchivePart {
  const bytes = Buffer.from(content);
  return {
    name: 'sheet1.xml',
    async *read() {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    },
  };
}

/** As the tokenizer alone sees it, in two passes. */
async function slowRows(part: ArchivePart): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  const scan = await scanSheet(part, READER_LIMITS);
  for await (const batch of readSheet(part, scan, CONTEXT, READER_LIMITS)) rows.push(...batch.map(mappedRow));
  return rows;
}

async function fastRows(part: ArchivePart, cells = 1_000_000): Promise<SheetRow[] | undefined> {
  const store = await tokenizeSheet(part, CONTEXT, READER_LIMITS, { cells });
  return store && [...store.batches()].flat().map(mappedRow);
}

/** How many rows the fast front takes itself; the other ones went through the tokenizer. */
async function takenOf(part: ArchivePart): Promise<number> {
  const take = vi.spyOn(RowTokenizer.prototype, 'take');
  await fastRows(part);
  return take.mock.results.filter(({ value }) => value >= 0).length;
}

const PLAIN = [
  '<row r="1" spans="1:3" ht="15" customHeight="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="2" t="s"><v>12</v></c></row>',
  '<row r="2" spans="1:3" ht="15" customHeight="1"><c r="A2" s="1"><v>32215</v></c><c r="C2"><v>-1.5e3</v></c></row>',
  '<row r="3" hidden="true"/>\n',
  `<row r="5" hidden="1">${text('A5', '王小明')}<c r="B5" s="3"/><c r="AB5" t="str"><v>a_x000D_b 中</v></c></row>`,
  '<row r="7"><c r="XFD7" t="n"><v>123456789012345678</v></c></row>',
];

describe('plain rows', () => {
  it.each([1, 2, 3, 5, 7, 11, 64, 10_000])('come to the same when the bytes come %i at a time', async (piece) => {
    const part = partOf(sheetXml(PLAIN.join('\n')), piece);
    const rows = await slowRows(part);
    expect(rows).toHaveLength(4);
    expect(await fastRows(part)).toEqual(rows);
    expect(await takenOf(part)).toBe(PLAIN.length);
  });

  it('fill merges that stand behind them', async () => {
    const part = partOf(sheetXml(PLAIN.join(''), '<mergeCells><mergeCell ref="A1:A5"/></mergeCells>'), 100);
    const rows = await slowRows(part);
    expect(rows[1]?.cells.get(1)?.text).toBe('1988-03-13');
    expect(await fastRows(part)).toEqual(rows);
  });
});

describe('a row that is not plain', () => {
  it.each([
    ['a reference in a text', `<row r="4">${text('A4', '王&amp;李')}</row>`],
    ['rich text', '<row r="4"><c r="A4" t="inlineStr"><is><r><t>王</t></r><r><t>芳</t></r></is></c></row>'],
    ['a formula', '<row r="4"><c r="A4"><f>1+1</f><v>2</v></c></row>'],
    ['a boolean and an error', '<row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4" t="e"><v>#N/A</v></c></row>'],
    ['cells without a reference', '<row r="4"><c t="s"><v>3</v></c><c><v>4</v></c></row>'],
    ['cells out of order', '<row r="4"><c r="B4"><v>1</v></c><c r="A4"><v>2</v></c></row>'],
    ['no number', '<row spans="1:2"><c r="A4"><v>1</v></c></row>'],
    ['other attributes', '<row r="4"><c r="A4" cm="1" s="1"><v>1</v></c><c t="s" r="B4"><v>3</v></c></row>'],
    ['single quotes', "<row r='4'><c r='A4'><v>1</v></c></row>"],
    ['blanks between', '<row r="4" >\n <c r="A4" ><v> 1 </v></c>\n</row>'],
    ['a text with a line', `<row r="4">${text('A4', 'a\r\nb')}</row>`],
  ])('%s: it goes through the tokenizer, its neighbours do not', async (_name, odd) => {
    const rows = [...PLAIN.slice(0, 3), odd, ...PLAIN.slice(3)].join('');
    for (const piece of [1, 13, 10_000]) {
      const part = partOf(sheetXml(rows), piece);
      const slow = await slowRows(part);
      expect(slow).toHaveLength(5);
      expect(await fastRows(part)).toEqual(slow);
    }
    expect(await takenOf(partOf(sheetXml(rows), 10_000))).toBe(PLAIN.length);
  });
});

describe('what only looks like rows', () => {
  it.each([
    ['in a comment', `${PLAIN[0]}<!-- > ${PLAIN[1]} -->`],
    ['in CDATA', `<row r="4"><c r="A4" t="str"><v><![CDATA[>${PLAIN[0]}]]></v></c></row>`],
    ['behind a comment that is cut', `<!-${PLAIN[0]}`],
    ['in an attribute', `<row r="4"><c a=">${PLAIN[0]}"/></row>`],
    ['in a row', `<row r="4">${PLAIN[0]}</row>`],
    ['in a cell', `<row r="4"><c r="A4">${PLAIN[0]}</c></row>`],
    ['in an instruction', `<?x > ${PLAIN[0]}?>${PLAIN[1]}`],
    ['in an element of its own', `<x>${PLAIN[0]}</x>`],
  ])('%s is none', async (_name, rows) => {
    for (const piece of [1, 13, 10_000]) {
      const part = partOf(sheetXml(rows), piece);
      const slow = await slowRows(part).catch((error: Error) => error.message);
      const fast = await fastRows(part);
      // Undefined: the two passes decide.
      if (fast) expect(fast).toEqual(slow);
    }
  });

  it.each([
    ['a row number twice', `${PLAIN[0]}${PLAIN[0]}`],
    ['a cell of another row', '<row r="4"><c r="A5"><v>1</v></c></row>'],
    ['a cell twice', '<row r="4"><c r="A4"><v>1</v></c><c r="A4"><v>1</v></c></row>'],
    ['a number that is none', '<row r="4"><c r="A4"><v>0x1F</v></c></row>'],
    ['a wrong byte', Buffer.from([0x3c, 0xff])],
    ['a cut', '<row r="4"><c r="A4"><v>1</v></c>'],
    ['`]]>` in a text', `<row r="4">${text('A4', ']]>')}</row>`],
    ['an attribute twice', '<row r="4" ht="1" ht="1"><c r="A4"><v>1</v></c></row>'],
  ])('%s is refused', async (_name, rows) => {
    const xml = Buffer.concat([Buffer.from(sheetXml('@').split('@')[0] ?? ''), Buffer.from(rows as string)]);
    const part = partOf(Buffer.concat([xml, Buffer.from('</sheetData></worksheet>')]), 7);
    expect(await fastRows(part)).toBeUndefined();
    await expect(slowRows(part)).rejects.toThrow();
  });
});

it('keeps no more cells than it may', async () => {
  const part = partOf(sheetXml(PLAIN.join('')), 1_000);
  expect(await fastRows(part, 0)).toBeUndefined();
});

it('agrees with the tokenizer on sheets drawn at random, whole and damaged, cut anywhere', async () => {
  let kept = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const random = new Random(seed);
    const model = modelWorkbook(random, { rows: random.int(1, 8), plain: seed % 3 === 0 });
    for (const file of [model.file, mutateWorkbook(model, random).file]) {
      const sheet = await openArchive(file, READER_LIMITS)
        .then((archive) => archive.part('xl/worksheets/sheet1.xml'))
        .catch(() => undefined);
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of sheet?.read() ?? []) chunks.push(chunk);
      } catch {
        continue;
      }
      const part = partOf(Buffer.concat(chunks), random.int(1, 90));
      const fast = await fastRows(part).catch((error: Error) => error.message);
      if (fast === undefined) continue;
      kept += 1;
      expect(fast, `seed ${seed}`).toEqual(await slowRows(part).catch((error: Error) => error.message));
    }
  }
  expect(kept).toBeGreaterThan(100);
}, 60_000);
