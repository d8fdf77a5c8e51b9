import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { describe, expect, it } from 'vitest';
import { collectRoster } from '../testing/collect-roster.ts';
import { type CraftedWorkbook, craftWorkbook, headerRow, personRow, text } from '../testing/craft-workbook.ts';

const ID = syntheticPerson(1).idNumber;
const OTHER = syntheticPerson(2).idNumber;
const TWO = headerRow() + personRow(2, ID) + personRow(3, OTHER);

async function ids(book: CraftedWorkbook) {
  const result = await collectRoster(craftWorkbook(book));
  if (result.outcome === 'refused') return result.code;
  return result.rows.map((row) => row.cells.idNumber?.text);
}

async function firstRow(rows: string, book: Partial<CraftedWorkbook> = {}) {
  const result = await collectRoster(craftWorkbook({ rows: headerRow() + rows, ...book }));
  if (result.outcome === 'refused') throw new Error(result.sentence);
  return result.rows[0];
}

describe('a workbook of another kind', () => {
  const kinds: [string, Buffer, string][] = [
    ['.xls', ole2('Workbook'), 'Excel 97–2003 工作簿（.xls）'],
    ['HTML', Buffer.from('<html><table><tr><td>姓名'), '网页（HTML）'],
    ['PDF', Buffer.from('%PDF-1.7\n'), 'PDF 文件'],
    ['CSV in GBK', Buffer.from('d0d5c3fb2cd6a4bcfebac5c2eb0a', 'hex'), 'CSV 文本'],
    ['.xlsb', craftWorkbook({ rows: TWO, more: [{ name: 'xl/workbook.bin', data: 'x' }] }), '.xlsb'],
    [
      '.ods',
      craftWorkbook({
        rows: TWO,
        more: [
          { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet' },
          { name: 'content.xml', data: '<a/>' },
        ],
      }),
      '.ods',
    ],
  ];
  it.each(kinds)('%s is named', async (_name, file, actual) => {
    const result = await collectRoster(file);
    expect(result).toMatchObject({ outcome: 'refused', code: 'FILE_NOT_XLSX' });
    expect(JSON.stringify(result)).toContain(actual);
  });

  it('encrypted: the container of a workbook with a password', async () => {
    expect(await collectRoster(ole2('EncryptedPackage'))).toMatchObject({ code: 'FILE_ENCRYPTED' });
  });

  it('encrypted: zip encryption of an entry', async () => {
    expect(await ids({ rows: TWO, entry: (entry) => ({ ...entry, flags: 1 }) })).toBe('FILE_ENCRYPTED');
  });

  it('macros: by part and by content type', async () => {
    expect(await ids({ rows: TWO, more: [{ name: 'xl/vbaProject.bin', data: 'x' }] })).toBe('FILE_MACRO');
    const contentType = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml';
    expect(await ids({ rows: TWO, contentType })).toBe('FILE_MACRO');
  });
});

describe('the archive', () => {
  it('reads zip64 sizes and offsets', async () => {
    expect(await ids({ rows: TWO, entry: (entry) => ({ ...entry, zip64: true }) })).toEqual([ID, OTHER]);
  });

  it('refuses more than 500 entries, and a name that differs only in case', async () => {
    const more = Array.from({ length: 500 }, (_, at) => ({ name: `xl/media/${at}.png`, data: '' }));
    expect(await ids({ rows: TWO, more })).toBe('FILE_ZIP_BOMB');
    expect(await ids({ rows: TWO, more: [{ name: 'xl/Worksheets/Sheet1.xml', data: 'x' }] })).toBe('FILE_CORRUPT');
  });

  it('bounds size and ratio by what is really inflated', async () => {
    const file = craftWorkbook({ rows: `${headerRow()}${personRow(2, ID)}${' '.repeat(1_000_000)}` });
    expect(await collectRoster(file, { ratioFloorBytes: 100_000 })).toMatchObject({ code: 'FILE_ZIP_BOMB' });
    expect(await collectRoster(file, { inflatedBytes: 500_000 })).toMatchObject({ code: 'FILE_ZIP_BOMB' });
    expect(await collectRoster(file, { fileBytes: 100 })).toMatchObject({ code: 'FILE_TOO_LARGE' });
    expect(await collectRoster(file)).toMatchObject({ outcome: 'parsed' });
  });
});

describe('XML', () => {
  it('reads UTF-16 in both byte orders, with and without mark', async () => {
    for (const bytes of [utf16('le', true), utf16('le', false), utf16('be', true), utf16('be', false)]) {
      expect(await ids({ rows: TWO, sheetPart: bytes })).toEqual([ID, OTHER]);
    }
  });

  it('reads strict OOXML', async () => {
    const relationships = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
    const mainNamespace = 'http://purl.oclc.org/ooxml/spreadsheetml/main';
    expect(await ids({ rows: TWO, relationships, mainNamespace })).toEqual([ID, OTHER]);
  });

  it('passes over comments and processing instructions, and reads CDATA', async () => {
    const rows = `<!-- <row r="2"/> --><?x y?>${headerRow()}${personRow(2, `<![CDATA[${ID}]]>`)}`;
    expect(await ids({ rows })).toEqual([ID]);
  });

  it.each([
    ['a DTD', (xml: string) => xml.replace('<worksheet', '<!DOCTYPE x><worksheet')],
    ['text after the end', (xml: string) => `${xml}rest`],
    ['a second root', (xml: string) => `${xml}<x/>`],
    ['a cut', (xml: string) => xml.slice(0, -20)],
    ['a wrong byte', (xml: string) => Buffer.concat([Buffer.from(xml.slice(0, 300)), Buffer.from([0xff])])],
    ['a character that XML forbids', (xml: string) => xml.replace('王', '\u0001')],
    ['a reference to one', (xml: string) => xml.replace('王', '&#0;')],
    ['depth 65', (xml: string) => xml.replace('</sheetData>', `</sheetData>${'<a>'.repeat(64)}${'</a>'.repeat(64)}`)],
    ['another encoding than declared', (xml: string) => xml.replace('UTF-8', 'GBK')],
    ['an unknown entity', (xml: string) => xml.replace('王', '&x;')],
    ['nothing', () => ''],
  ] as [string, (xml: string) => string | Buffer][])('refuses %s', async (_name, sheetPart) => {
    expect(await ids({ rows: TWO, sheetPart })).toBe('FILE_CORRUPT');
  });
});

describe('rows and cells', () => {
  it('numbers rows and cells that have no reference', async () => {
    const bare = TWO.replace(/ r="[A-Z]*\d+"/g, '');
    expect(await ids({ rows: bare })).toEqual([ID, OTHER]);
  });

  it.each([
    ['a row number twice', `${TWO}${personRow(3, ID)}`],
    ['a cell twice', headerRow() + personRow(2, ID, { E: text('B2', '王') })],
    ['a cell of another row', headerRow() + personRow(2, ID, { E: text('E3', '男') })],
    ['a row beyond the grid', `${TWO}<row r="1048577"/>`],
    ['a column beyond the grid', headerRow() + personRow(2, ID, { Z: text('XFE2', 'x') })],
    ['a string that is not there', headerRow() + personRow(2, ID, { E: '<c r="E2" t="s"><v>9</v></c>' })],
    ['a cell longer than Excel allows', headerRow() + personRow(2, ID, { I: text('I2', '长'.repeat(32_768)) })],
    ['a number that is none', headerRow() + personRow(2, ID, { H: '<c r="H2"><v>x</v></c>' })],
    ['rows wrapped in something else', `${TWO}<x><row r="9"/></x>`],
  ])('refuses %s', async (_name, rows) => {
    expect(await ids({ rows, strings: ['<t>a</t>'] })).toBe('FILE_CORRUPT');
  });

  it('accepts the longest cell', async () => {
    const row = await firstRow(personRow(2, ID, { I: text('I2', '&amp;'.repeat(32_767)) }));
    expect(row?.cells.note?.text).toHaveLength(32_767);
  });

  it('knows the type of each cell', async () => {
    const cells = {
      E: '<c r="E2" t="b"><v>1</v></c>',
      F: '<c r="F2" s="2"><v>32215</v></c>',
      G: '<c r="G2" t="e"><v>#REF!</v></c>',
      H: '<c r="H2"><f>1+1</f><v></v></c>',
      I: '<c r="I2" t="str"><f>""</f><v></v></c>',
    };
    expect((await firstRow(personRow(2, ID, cells)))?.cells).toMatchObject({
      serial: { kind: 'number', text: '1', value: 1 },
      sex: { kind: 'boolean', text: 'TRUE' },
      birthDate: { kind: 'date', text: '1988-03-13', value: 32215 },
      phone: { kind: 'error', text: '#REF!' },
      shares: { kind: 'formula', text: '' },
    });
    expect((await firstRow(personRow(2, ID, cells)))?.cells.note).toBeUndefined();
  });

  it('reads serials of both date systems and ISO dates as the same day', async () => {
    const date = async (cell: string, workbookPr = '') =>
      (await firstRow(personRow(2, ID, { F: cell }), { workbookPr }))?.cells.birthDate;
    expect(await date('<c r="F2" s="1"><v>32215.75</v></c>')).toMatchObject({ kind: 'date', text: '1988-03-13' });
    expect(await date('<c r="F2" s="1"><v>30753</v></c>', '<workbookPr date1904="1"/>')).toMatchObject({
      text: '1988-03-13',
    });
    expect(await date('<c r="F2" t="d"><v>1988-03-13T00:00:00</v></c>')).toMatchObject({
      kind: 'date',
      text: '1988-03-13',
    });
    expect(await date('<c r="F2" s="1"><v>61</v></c>')).toMatchObject({ text: '1900-03-01' });
    expect(await date('<c r="F2" s="1"><v>59</v></c>')).toMatchObject({ text: '1900-02-28' });
    expect(await date('<c r="F2" s="1"><v>60</v></c>')).toMatchObject({ kind: 'number' });
  });

  it('writes numbers without exponent and keeps an 18-digit number numeric', async () => {
    const row = await firstRow(personRow(2, ID, { D: '<c r="D2"><v>3.10104198803131E+17</v></c>' }));
    expect(row?.cells.idNumber).toMatchObject({ kind: 'number', text: '310104198803131000' });
  });

  it('resolves escapes, and shows what is no character', async () => {
    const row = await firstRow(
      personRow(2, ID, { B: text('B2', '王_x000D__x005F_x0041_'), I: text('I2', 'a_x0000_b_xD83D_') }),
    );
    expect(row?.cells.name?.text).toBe('王\r_x0041_');
    expect(row?.cells.note?.text).toBe('a\uFFFDb\uFFFD');
  });

  it('joins rich runs and leaves phonetic runs out', async () => {
    const strings = ['<r><t>王</t></r><r><rPr><b/></rPr><t>芳</t></r><rPh sb="0" eb="1"><t>ワン</t></rPh>'];
    const row = await firstRow(personRow(2, ID, { B: '<c r="B2" t="s"><v>0</v></c>' }), { strings });
    expect(row?.cells.name?.text).toBe('王芳');
  });
});

describe('merged cells', () => {
  const blankType = { C: '' };
  const merged = headerRow() + personRow(2, ID) + personRow(3, OTHER, blankType) + personRow(5, ID, blankType);

  it('give their value to every row with data that they cover', async () => {
    const file = craftWorkbook({ rows: merged, tail: '<mergeCells><mergeCell ref="C2:C4"/></mergeCells>' });
    const result = await collectRoster(file);
    if (result.outcome === 'refused') throw new Error(result.sentence);
    expect(result.rows.map((row) => row.cells.documentType?.text)).toEqual(['居民身份证', '居民身份证', undefined]);
  });

  it('are refused when they overlap, or when only the first pass saw them', async () => {
    const twice = '<mergeCells><mergeCell ref="C2:C5"/><mergeCell ref="C3:C5"/></mergeCells>';
    const own = headerRow() + personRow(2, ID) + personRow(3, OTHER);
    expect(await ids({ rows: own, tail: twice })).toBe('FILE_CORRUPT');
    expect(await ids({ rows: own, tail: '<!-- <mergeCell ref="C2:C5"/> -->' })).toBe('FILE_CORRUPT');
  });

  it('complete a header that stands in two rows', async () => {
    const top = ['姓名', '证件类型', '证件号码'].map((word, at) => text(`${'ABC'[at]}1`, word)).join('');
    const rows = `<row r="1">${top}${text('D1', '参保')}</row><row r="2">${text('D2', '份数')}${text('E2', '备注')}</row><row r="3">${text('A3', '王')}${text('B3', '居民身份证')}${text('C3', ID)}<c r="D3"><v>3</v></c></row>`;
    const tail =
      '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/><mergeCell ref="C1:C2"/><mergeCell ref="D1:E1"/></mergeCells>';
    const result = await collectRoster(craftWorkbook({ rows, tail }));
    expect(result).toMatchObject({ outcome: 'parsed', rows: [{ rowNumber: 3, cells: { shares: { text: '3' } } }] });
  });
});

describe('choosing the sheet', () => {
  it('refuses a second list of persons even when one of its columns is missing', async () => {
    const rival = `<row r="1">${text('A1', '姓名')}${text('B1', '证件号码')}</row><row r="2">${text('A2', '李')}${text('B2', OTHER)}</row>`;
    expect(await ids({ rows: TWO, otherSheets: { 二车间: rival } })).toBe('SHEET_AMBIGUOUS');
  });

  it('passes over sheets that are no list', async () => {
    expect(
      await ids({ rows: TWO, otherSheets: { 说明: `<row r="1">${text('A1', '姓名必填')}</row>`, 空: '' } }),
    ).toEqual([ID, OTHER]);
  });

  it('names a column that stands twice, and the missing ones', async () => {
    const twice = headerRow().replace('>备注<', '>证件号码<') + personRow(2, ID);
    expect(await collectRoster(craftWorkbook({ rows: twice }))).toMatchObject({
      code: 'HEADER_DUPLICATE',
      sentence: expect.stringContaining('“证件号码”'),
    });
    const none = await collectRoster(craftWorkbook({ rows: `<row r="1">${text('A1', '人员')}</row>` }));
    expect(none).toMatchObject({
      code: 'HEADER_NOT_FOUND',
      sentence: expect.stringContaining('“姓名”、“证件类型”、“证件号码”'),
    });
  });

  it('refuses a list longer than allowed', async () => {
    expect(await collectRoster(craftWorkbook({ rows: TWO }), { dataRows: 1 })).toMatchObject({ code: 'TOO_MANY_ROWS' });
  });
});

function ole2(stream: string): Buffer {
  return Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1024), Buffer.from(stream, 'utf16le')]);
}

function utf16(order: 'le' | 'be', mark: boolean) {
  return (xml: string) => {
    const bytes = Buffer.from(`${mark ? '\uFEFF' : ''}${xml.replace('UTF-8', 'UTF-16')}`, 'utf16le');
    return order === 'le' ? bytes : bytes.swap16();
  };
}
