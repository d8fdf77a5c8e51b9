import { type CraftedEntry, craftArchive } from './craft-archive.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/></cellXfs></styleSheet>`;

export interface CraftedWorkbook {
  /** Content of `<sheetData>`, XML. */
  readonly rows: string;
  /** XML after `</sheetData>`. */
  readonly tail?: string;
  readonly workbookPr?: string;
  /** Items of the shared strings, XML of each `<si>`; no part when absent. */
  readonly strings?: readonly string[];
  readonly sheetPart?: (xml: string) => string | Buffer;
  readonly contentType?: string;
  readonly mainNamespace?: string;
  readonly relationships?: string;
  /** Further visible sheets: name → content of `<sheetData>`. */
  readonly otherSheets?: Readonly<Record<string, string>>;
  readonly more?: readonly CraftedEntry[];
  /** Changes each entry of the zip; undefined leaves it out. */
  readonly entry?: (entry: CraftedEntry) => CraftedEntry | undefined;
}

export const HEADERS = [
  '序号',
  '姓名',
  '证件类型',
  '证件号码',
  '性别',
  '出生日期',
  '手机号码',
  '份数',
  '备注',
] as const;

/** An inline text cell. */
export function text(reference: string, value: string): string {
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c>`;
}

/** The header in a row. */
export function headerRow(row = 1): string {
  return `<row r="${row}">${HEADERS.map((word, at) => text(`${'ABCDEFGHI'[at]}${row}`, word)).join('')}</row>`;
}

/** A clean row of a synthetic person, with cells replaced or added by column letter; an empty string leaves one out. */
export function personRow(row: number, idNumber: string, cells: Readonly<Record<string, string>> = {}): string {
  const own: Record<string, string> = {
    A: `<c r="A${row}"><v>${row - 1}</v></c>`,
    B: text(`B${row}`, '王小明'),
    C: text(`C${row}`, '居民身份证'),
    D: text(`D${row}`, idNumber),
    ...cells,
  };
  return `<row r="${row}">${Object.keys(own)
    .sort()
    .map((letter) => own[letter])
    .join('')}</row>`;
}

/** A whole .xlsx from parts of XML, well or badly formed. */
export function craftWorkbook(book: CraftedWorkbook): Buffer {
  return craftArchive(craftEntries(book));
}

/** Its parts, not yet zipped. */
export function craftEntries(book: CraftedWorkbook): CraftedEntry[] {
  const main = book.mainNamespace ?? MAIN;
  const relationships = book.relationships ?? RELS;
  const others = Object.entries(book.otherSheets ?? {});
  const sheet = (rows: string, tail = '') =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="${main}"><sheetData>${rows}</sheetData>${tail}</worksheet>`;
  const rel = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${relationships}/${type}" Target="${target}"/>`;
  const first = sheet(book.rows, book.tail);
  const entries: CraftedEntry[] = [
    {
      name: '[Content_Types].xml',
      data: `<Types xmlns="${PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" ContentType="${book.contentType ?? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'}"/></Types>`,
    },
    {
      name: '_rels/.rels',
      data: `<Relationships xmlns="${PACKAGE}/relationships">${rel('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns="${main}" xmlns:r="${relationships}">${book.workbookPr ?? ''}<sheets><sheet name="名单" sheetId="1" r:id="rId1"/>${others.map(([name], at) => `<sheet name="${name}" sheetId="${at + 2}" r:id="rIdX${at}"/>`).join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships xmlns="${PACKAGE}/relationships">${rel('rId1', 'worksheet', 'worksheets/sheet1.xml')}${rel('rId2', 'styles', '/xl/styles.xml')}${book.strings ? rel('rId3', 'sharedStrings', 'sharedStrings.xml') : ''}${others.map((_, at) => rel(`rIdX${at}`, 'worksheet', `worksheets/other${at}.xml`)).join('')}</Relationships>`,
    },
    { name: 'xl/styles.xml', data: STYLES },
    { name: 'xl/worksheets/sheet1.xml', data: book.sheetPart ? book.sheetPart(first) : first },
    ...others.map(([, rows], at) => ({ name: `xl/worksheets/other${at}.xml`, data: sheet(rows) })),
    ...(book.strings
      ? [
          {
            name: 'xl/sharedStrings.xml',
            data: `<sst xmlns="${main}">${book.strings.map((si) => `<si>${si}</si>`).join('')}</sst>`,
          },
        ]
      : []),
    ...(book.more ?? []),
  ];
  return book.entry ? entries.flatMap((entry) => book.entry?.(entry) ?? []) : entries;
}
