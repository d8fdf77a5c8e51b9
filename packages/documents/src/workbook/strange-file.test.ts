import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { describe, expect, it } from 'vitest';
import { collectRoster } from '../testing/collect-roster.ts';
import { type CraftedEntry, craftArchive } from '../testing/craft-archive.ts';
import { type CraftedWorkbook, craftWorkbook, headerRow, personRow, text } from '../testing/craft-workbook.ts';

const ID = syntheticPerson(1).idNumber;
const OTHER = syntheticPerson(2).idNumber;
const BOTH = [ID, OTHER];
const TWO = headerRow() + personRow(2, ID) + personRow(3, OTHER);

/** A refusal, or the numbers of the persons in the order of their rows. */
type Outcome = string | readonly (string | undefined)[];

async function outcomeOf(file: Buffer): Promise<Outcome> {
  const result = await collectRoster(file);
  if (result.outcome === 'parsed') return result.rows.map((row) => row.cells.idNumber?.text);
  // Plain Chinese that says what to do, whatever the file is called inside.
  expect(result.sentence).toMatch(/^没有导入：[^{}]+请[^{}]+。$/);
  expect(result.sentence.length).toBeLessThan(300);
  return result.code;
}

const book = (more: Partial<CraftedWorkbook>) => craftWorkbook({ rows: TWO, ...more });
/** Changes the text of one part. */
const part = (name: string, change: (xml: string) => string | Buffer, more: Partial<CraftedWorkbook> = {}) =>
  book({
    ...more,
    entry: (entry) => (entry.name === name ? { ...entry, data: change(entry.data.toString()) } : entry),
  });
const header = (name: string, change: Partial<CraftedEntry>) =>
  book({ entry: (entry) => (entry.name === name ? { ...entry, ...change } : entry) });
const sheet = (change: (xml: string) => string | Buffer) => book({ sheetPart: change });
const without = (name: string) => book({ entry: (entry) => (entry.name === name ? undefined : entry) });

const SHEET = 'xl/worksheets/sheet1.xml';
const WORKBOOK = 'xl/workbook.xml';
const RELS = 'xl/_rels/workbook.xml.rels';
const plain = book({});
const eocd = plain.length - 22;

function patched(at: number, bytes: readonly number[]): Buffer {
  const file = Buffer.from(plain);
  Buffer.from(bytes).copy(file, at);
  return file;
}

const CASES: Record<string, Record<string, [file: Buffer, outcome: Outcome]>> = {
  'the archive': {
    'stored entries': [book({ entry: (entry) => ({ ...entry, method: 0 }) }), BOTH],
    'a comment': [Buffer.concat([patched(eocd + 20, [5, 0]), Buffer.from('PK\x05\x06x', 'latin1')]), BOTH],
    'bytes after the end': [Buffer.concat([plain, Buffer.alloc(9)]), 'FILE_CORRUPT'],
    'bytes before the beginning': [Buffer.concat([Buffer.from('#!junk\n'), plain]), 'FILE_NOT_XLSX'],
    'the last byte missing': [plain.subarray(0, -1), 'FILE_CORRUPT'],
    'the first 3 bytes only': [plain.subarray(0, 3), 'FILE_NOT_XLSX'],
    'the magic bytes only': [plain.subarray(0, 4), 'FILE_CORRUPT'],
    'fewer entries than the directory has': [patched(eocd + 8, [5, 0, 5, 0]), 'FILE_CORRUPT'],
    'more entries than the directory has': [patched(eocd + 8, [9, 0, 9, 0]), 'FILE_CORRUPT'],
    'an unknown method': [header(SHEET, { method: 12 }), 'FILE_CORRUPT'],
    'another name in the local header': [
      header(SHEET, { local: { name: 'xl/worksheets/sheet9.xml' } }),
      'FILE_CORRUPT',
    ],
    'another method in the local header': [header(SHEET, { local: { method: 0 } }), 'FILE_CORRUPT'],
    'another size in the local header': [header(SHEET, { local: { whole: 1 } }), 'FILE_CORRUPT'],
    'a wrong size': [header(SHEET, { declared: { whole: 4096 } }), 'FILE_CORRUPT'],
    'a wrong CRC': [header(SHEET, { declared: { crc: 1 } }), 'FILE_CORRUPT'],
    'a wrong CRC of a part that is not read': [
      book({ more: [{ name: 'docProps/app.xml', data: 'x', declared: { crc: 1 } }] }),
      BOTH,
    ],
    'a length cut short': [header(SHEET, { declared: { packed: 200 } }), 'FILE_CORRUPT'],
    'backslashes in names': [book({ entry: (entry) => ({ ...entry, name: entry.name.replaceAll('/', '\\') }) }), BOTH],
    'a name twice, once with a backslash': [
      book({ more: [{ name: SHEET.replaceAll('/', '\\'), data: 'x' }] }),
      'FILE_CORRUPT',
    ],
    'a name with NUL': [book({ more: [{ name: 'a\0.xml', data: 'x' }] }), 'FILE_CORRUPT'],
    'an absolute name': [book({ more: [{ name: '/etc/x', data: 'x' }] }), 'FILE_CORRUPT'],
    'a name with a drive': [book({ more: [{ name: 'C:/x', data: 'x' }] }), 'FILE_CORRUPT'],
    'a name that climbs': [book({ more: [{ name: 'xl/../../x', data: 'x' }] }), 'FILE_CORRUPT'],
    'folders as entries': [
      book({
        more: [
          { name: 'xl/', data: '' },
          { name: 'docProps/', data: '' },
        ],
      }),
      BOTH,
    ],
    'a workbook inside a zip': [craftArchive([{ name: '名单.xlsx', data: plain }]), 'FILE_NOT_XLSX'],
    'a zip inside the workbook': [book({ more: [{ name: 'xl/embeddings/a.zip', data: plain }] }), BOTH],
    'a zip of pictures': [craftArchive([{ name: 'a.png', data: 'x' }]), 'FILE_NOT_XLSX'],
    'a Word document': [
      craftArchive([
        { name: '[Content_Types].xml', data: '<Types/>' },
        { name: 'word/document.xml', data: '<a/>' },
      ]),
      'FILE_NOT_XLSX',
    ],
    'no entry at all': [craftArchive([]), 'FILE_NOT_XLSX'],
  },
  'the package': {
    'no content types': [without('[Content_Types].xml'), 'FILE_CORRUPT'],
    'no package relationships': [without('_rels/.rels'), BOTH],
    'no workbook': [without(WORKBOOK), 'FILE_CORRUPT'],
    'no workbook relationships': [without(RELS), 'FILE_CORRUPT'],
    'no sheet part': [without(SHEET), 'FILE_CORRUPT'],
    'no styles': [without('xl/styles.xml'), BOTH],
    'no sheets': [part(WORKBOOK, (xml) => xml.replace(/<sheet name.*?\/>/, '')), 'HEADER_NOT_FOUND'],
    'two relationships of one id': [
      part(RELS, (xml) =>
        xml.replace('</Relationships>', '<Relationship Id="rId1" Type="x/worksheet" Target="x"/></Relationships>'),
      ),
      'FILE_CORRUPT',
    ],
    'relationships without end': [
      part(RELS, (xml) =>
        xml.replace(
          '</Relationships>',
          `${Array.from({ length: 10_001 }, (_, at) => `<Relationship Id="q${at}" Type="x/y" Target="z"/>`).join('')}</Relationships>`,
        ),
      ),
      'FILE_CORRUPT',
    ],
    'number formats without end': [
      part('xl/styles.xml', (xml) =>
        xml.replace(
          '</numFmts>',
          `${Array.from({ length: 100_001 }, (_, at) => `<numFmt numFmtId="${at}" formatCode="0"/>`).join('')}</numFmts>`,
        ),
      ),
      'FILE_CORRUPT',
    ],
    'an absolute target': [part(RELS, (xml) => xml.replace('worksheets/sheet1', '/xl/worksheets/sheet1')), BOTH],
    'a target that goes round': [
      part(RELS, (xml) => xml.replace('worksheets/sheet1', '../xl/./worksheets/sheet1')),
      BOTH,
    ],
    'a target with backslashes': [part(RELS, (xml) => xml.replace('worksheets/sheet1', 'worksheets\\sheet1')), BOTH],
    'a target with another case': [part(RELS, (xml) => xml.replace('worksheets/sheet1', 'Worksheets/Sheet1')), BOTH],
    'a target with percent signs': [part(RELS, (xml) => xml.replace('sheet1.xml', 'sheet%31.xml')), BOTH],
    'a target outside the package': [
      part(RELS, (xml) => xml.replace('worksheets/sheet1', '../../../etc/passwd')),
      'FILE_CORRUPT',
    ],
    'a sheet on another computer': [
      part(RELS, (xml) =>
        xml.replace('Target="worksheets/sheet1.xml"', 'TargetMode="External" Target="http://127.0.0.1/x"'),
      ),
      'FILE_CORRUPT',
    ],
    'links to other workbooks': [
      book({
        more: [
          { name: 'xl/externalLinks/externalLink1.xml', data: '<externalLink/>' },
          {
            name: 'xl/externalLinks/_rels/externalLink1.xml.rels',
            data: '<Relationships><Relationship Id="rId1" Type="x/externalLinkPath" Target="file:///etc/passwd" TargetMode="External"/></Relationships>',
          },
        ],
      }),
      BOTH,
    ],
    'drawings, comments and controls': [
      book({
        tail: '<drawing r:id="rId7"/><legacyDrawing r:id="rId8"/><controls/>',
        more: ['drawings/drawing1.xml', 'comments1.xml', 'activeX/activeX1.bin'].map((name) => ({
          name: `xl/${name}`,
          data: 'not read',
        })),
      }),
      BOTH,
    ],
    'a macro sheet': [book({ more: [{ name: 'xl/macrosheets/sheet1.xml', data: 'x' }] }), 'FILE_MACRO'],
    'an add-in with macros': [
      book({ contentType: 'application/vnd.ms-excel.addin.macroEnabled.main+xml' }),
      'FILE_MACRO',
    ],
    'a template': [
      book({ contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml' }),
      BOTH,
    ],
    'a protected sheet': [
      book({ tail: '<sheetProtection password="CC1A" sheet="1" objects="1" scenarios="1"/>' }),
      BOTH,
    ],
    'a protected workbook': [
      book({ workbookPr: '<workbookProtection workbookPassword="CC1A" lockStructure="1"/>' }),
      BOTH,
    ],
    'a chart sheet beside it': [
      part(WORKBOOK, (xml) => xml.replace('</sheets>', '<sheet name="图" sheetId="9" r:id="rId2"/></sheets>')),
      BOTH,
    ],
    'a very hidden second list': [
      part(WORKBOOK, (xml) => xml.replace('name="去年"', 'name="去年" state="veryHidden"'), {
        otherSheets: { 去年: TWO },
      }),
      BOTH,
    ],
    'hidden sheets only': [
      part(WORKBOOK, (xml) => xml.replace('name="名单"', 'name="名单" state="hidden"')),
      'HEADER_NOT_FOUND',
    ],
    'a sheet whose name has no end': [book({ otherSheets: { [`${'长'.repeat(200_000)}`]: TWO } }), 'SHEET_AMBIGUOUS'],
    'one part for two sheets': [
      part(WORKBOOK, (xml) => xml.replace('</sheets>', '<sheet name="乙" sheetId="9" r:id="rId1"/></sheets>')),
      'SHEET_AMBIGUOUS',
    ],
  },
  XML: {
    'a byte order mark': [sheet((xml) => `\uFEFF${xml}`), BOTH],
    'no declaration': [sheet((xml) => xml.slice(xml.indexOf('\n') + 1)), BOTH],
    'standalone and single quotes': [
      sheet((xml) => xml.replace('version="1.0" encoding="UTF-8"', "version='1.0' encoding='utf-8' standalone='yes'")),
      BOTH,
    ],
    'GBK, declared': [
      sheet((xml) => Buffer.from(xml.replace('UTF-8', 'GBK').replaceAll(/[\u4e00-\u9fff]/g, 'x'))),
      'FILE_CORRUPT',
    ],
    'GBK, not declared': [
      sheet((xml) =>
        Buffer.concat([Buffer.from(xml.slice(0, 300)), Buffer.from('d0d5c3fb', 'hex'), Buffer.from(xml.slice(300))]),
      ),
      'FILE_CORRUPT',
    ],
    'UTF-16 cut in a character': [
      sheet((xml) => Buffer.from(`\uFEFF${xml.replace('UTF-8', 'UTF-16')}`, 'utf16le').subarray(0, -1)),
      'FILE_CORRUPT',
    ],
    'a DTD in the shared strings': [
      part('xl/sharedStrings.xml', (xml) => `<!DOCTYPE sst [<!ENTITY a "b">]>${xml}`, { strings: ['<t>a</t>'] }),
      'FILE_CORRUPT',
    ],
    'a DTD in the workbook': [
      part(WORKBOOK, (xml) => `<!DOCTYPE w SYSTEM "file:///etc/passwd">${xml}`),
      'FILE_CORRUPT',
    ],
    'a DTD in the relationships': [part(RELS, (xml) => `<!DOCTYPE r>${xml}`), 'FILE_CORRUPT'],
    'a DTD in the styles': [part('xl/styles.xml', (xml) => `<!DOCTYPE r>${xml}`), 'FILE_CORRUPT'],
    'a DTD in the content types': [part('[Content_Types].xml', (xml) => `<!DOCTYPE r>${xml}`), 'FILE_CORRUPT'],
    'styles cut short': [part('xl/styles.xml', (xml) => xml.slice(0, -9)), 'FILE_CORRUPT'],
    'shared strings cut short': [
      part('xl/sharedStrings.xml', (xml) => xml.slice(0, -9), { strings: ['<t>a</t>'] }),
      'FILE_CORRUPT',
    ],
    'spaces after the end': [sheet((xml) => `${xml}\n\n`), BOTH],
    'NUL after the end': [sheet((xml) => `${xml}\0\0`), 'FILE_CORRUPT'],
    'comments and instructions inside cells': [
      book({
        rows: headerRow() + personRow(2, `<!-- 1 -->${ID.slice(0, 6)}<?x y?>${ID.slice(6)}`) + personRow(3, OTHER),
      }),
      BOTH,
    ],
    'a comment that closes the rows': [
      sheet((xml) => xml.replace('<row r="3"', '<!-- </sheetData></worksheet> --><row r="3"')),
      BOTH,
    ],
    'a namespace of its own on each element': [
      sheet((xml) => xml.replaceAll('<row ', '<row xmlns:y="urn:y" y:d="1" ')),
      BOTH,
    ],
    'a character beyond the first plane': [
      book({ rows: headerRow() + personRow(2, ID, { B: text('B2', '\u{20BB7}野&#x20BB7;') }) + personRow(3, OTHER) }),
      BOTH,
    ],
    'half a surrogate pair as a reference': [sheet((xml) => xml.replace('王', '&#xD842;')), 'FILE_CORRUPT'],
    'an attribute twice': [sheet((xml) => xml.replace('<row r="3"', '<row r="3" r="4"')), 'FILE_CORRUPT'],
    'data twice': [
      sheet((xml) => xml.replace('</sheetData>', '</sheetData><sheetData><row r="9"/></sheetData>')),
      'FILE_CORRUPT',
    ],
    'no data': [sheet((xml) => xml.replaceAll('sheetData', 'data')), 'FILE_CORRUPT'],
    'text between rows': [sheet((xml) => xml.replace('<row r="3"', 'x<row r="3"')), BOTH],
    'alternate content around rows': [
      sheet((xml) =>
        xml
          .replace('<row r="3"', '<AlternateContent><row r="3"')
          .replace('</sheetData>', '</AlternateContent></sheetData>'),
      ),
      'FILE_CORRUPT',
    ],
  },
  'rows and cells': {
    'rows out of order': [book({ rows: headerRow() + personRow(3, ID) + personRow(2, OTHER) }), BOTH],
    'a person before the header in the file, after it in the sheet': [
      book({ rows: personRow(3, OTHER) + headerRow() + personRow(2, ID) }),
      'FILE_CORRUPT',
    ],
    'a row 0': [book({ rows: headerRow() + personRow(2, ID).replaceAll(/(?<=r="[A-Z]?)2"/g, '0"') }), 'FILE_CORRUPT'],
    'a negative row': [book({ rows: `${headerRow()}<row r="-1"/>` }), 'FILE_CORRUPT'],
    'a row 2.0': [book({ rows: headerRow() + personRow(2, ID).replace('<row r="2"', '<row r="2.0"') }), 'FILE_CORRUPT'],
    'a reference in small letters': [
      book({ rows: headerRow() + personRow(2, ID).replace('r="D2"', 'r="d2"') }),
      'FILE_CORRUPT',
    ],
    'cells out of order': [
      book({
        rows:
          headerRow() +
          personRow(2, ID) +
          personRow(3, OTHER).replace(/(<c r="B3".*?<\/c>)(<c r="C3".*?<\/c>)/, '$2$1'),
      }),
      BOTH,
    ],
    'the last row and column of the grid': [
      book({ rows: headerRow() + personRow(2, ID) + personRow(1_048_576, OTHER, { XFD: text('XFD1048576', 'x') }) }),
      BOTH,
    ],
    'a negative shared string': [
      book({ rows: headerRow() + personRow(2, ID, { B: '<c r="B2" t="s"><v>-1</v></c>' }), strings: ['<t>a</t>'] }),
      'FILE_CORRUPT',
    ],
    'a broken shared string': [
      book({ rows: headerRow() + personRow(2, ID, { B: '<c r="B2" t="s"><v>0.5</v></c>' }), strings: ['<t>a</t>'] }),
      'FILE_CORRUPT',
    ],
    'a shared string far out': [
      book({
        rows: headerRow() + personRow(2, ID, { B: '<c r="B2" t="s"><v>99999999999</v></c>' }),
        strings: ['<t>a</t>'],
      }),
      'FILE_CORRUPT',
    ],
    'a type that is none': [
      book({ rows: headerRow() + personRow(2, ID, { B: '<c r="B2" t="x"><v>1</v></c>' }) }),
      'FILE_CORRUPT',
    ],
    'a type that is none, even an empty one': [
      book({ rows: headerRow() + personRow(2, ID, { B: '<c r="B2" t=""><is><t>1</t></is></c>' }) }),
      'FILE_CORRUPT',
    ],
    'a number in hexadecimal': [
      book({ rows: headerRow() + personRow(2, ID, { H: '<c r="H2"><v>0x1F</v></c>' }) }),
      'FILE_CORRUPT',
    ],
    'a number beyond all numbers': [
      book({ rows: headerRow() + personRow(2, ID, { H: '<c r="H2"><v>1E999</v></c>' }) }),
      'FILE_CORRUPT',
    ],
    'a value twice': [
      book({ rows: headerRow() + personRow(2, ID, { H: '<c r="H2"><v>1</v><v>2</v></c>' }) }),
      'FILE_CORRUPT',
    ],
    'a value in a text': [
      book({ rows: headerRow() + personRow(2, ID, { B: text('B2', '王<v>1</v>') }) }),
      'FILE_CORRUPT',
    ],
    'a value in a value': [
      book({ rows: headerRow() + personRow(2, ID, { H: '<c r="H2"><v>1<v>2</v></v></c>' }) }),
      'FILE_CORRUPT',
    ],
    'shared and array formulas': [
      book({
        rows:
          headerRow() +
          personRow(2, ID, { F: '<c r="F2" t="str"><f t="shared" ref="F2:F3" si="0">TEXT(D2,"0")</f><v></v></c>' }) +
          personRow(3, OTHER, {
            F: '<c r="F3" t="str"><f t="shared" si="0"/><v></v></c>',
            H: '<c r="H3"><f t="array" ref="H3">1</f><v>1</v></c>',
          }),
      }),
      BOTH,
    ],
    'blank cells with styles': [
      book({ rows: `${TWO}<row r="4" s="1" customFormat="1"><c r="A4" s="1"/><c r="B4" s="1"/></row>` }),
      BOTH,
    ],
    'cells of spaces': [
      book({ rows: `${TWO}<row r="4">${text('B4', ' \u3000 ')}${text('D4', '\u200b')}</row>` }),
      BOTH,
    ],
    'example, total, note and header rows': [
      book({
        rows: `${headerRow()}<row r="2">${text('A2', '例')}${text('B2', '张三')}${text('C2', '居民身份证')}${text('D2', ID)}</row>${personRow(3, ID)}${headerRow(4)}${personRow(5, OTHER)}<row r="6">${text('A6', '合计')}${text('B6', '2人')}</row><row r="7">${text('A7', '填表说明：请如实填写')}</row>`,
      }),
      BOTH,
    ],
    'a merge over whole columns': [
      book({ tail: '<mergeCells count="1"><mergeCell ref="J1:K1048576"/></mergeCells>' }),
      BOTH,
    ],
    'a merge beyond the grid': [
      book({ tail: '<mergeCells count="1"><mergeCell ref="A1:A1048577"/></mergeCells>' }),
      'FILE_CORRUPT',
    ],
    'a merge upside down': [
      book({ tail: '<mergeCells count="1"><mergeCell ref="C5:C2"/></mergeCells>' }),
      'FILE_CORRUPT',
    ],
  },
};

for (const [title, cases] of Object.entries(CASES)) {
  describe(title, () => {
    it.each(Object.entries(cases))('%s', async (_name, [file, expected]) => {
      expect(await outcomeOf(file)).toEqual(expected);
    });
  });
}

it('leaves text alone that only looks like blank cells and rows', async () => {
  const looks = '<row r="7" s="1"/><row r="8" s="1"/><c r="A1" s="1"/><c r="B1"';
  const note = `<c r="I2" t="inlineStr"><is><t><![CDATA[${looks}]]></t></is></c>`;
  const result = await collectRoster(craftWorkbook({ rows: headerRow() + personRow(2, ID, { I: note }) }));
  expect(result).toMatchObject({ outcome: 'parsed', rows: [{ cells: { note: { text: looks } } }] });
});

it('counts a row without a number from the last empty one', async () => {
  const empty = '<row r="3" s="1"/>\n<row r="4" s="1"><c r="A4" s="1"/></row>';
  const bare = personRow(5, OTHER).replace('<row r="5"', '<row');
  const result = await collectRoster(craftWorkbook({ rows: headerRow() + personRow(2, ID) + empty + bare }));
  expect(result.outcome === 'parsed' && result.rows.map((row) => row.rowNumber)).toEqual([2, 5]);
});
