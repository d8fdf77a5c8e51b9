import { STYLES_XML } from './cell-styles.ts';
import { escapeText } from './escaped-text.ts';
import { sheetXml, type TableColumn, type TableRow } from './sheet-xml.ts';
import { type ZipPart, zipStream } from './zip-stream.ts';

export interface Table {
  /** At most 31 characters, none of Excel's `[]:*?/\`. */
  readonly sheet: string;
  readonly columns: readonly TableColumn[];
  /** Asked for one by one, as fast as the workbook is read. */
  readonly rows: Iterable<TableRow> | AsyncIterable<TableRow>;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const SHEET_NAME = /^(?!')[^[\]:*?/\\]{1,31}(?<!')$/;

/**
 * A list as a workbook, in chunks: one sheet, one head that stays in place, texts that can never become formulas. Memory holds a slice
 * of the sheet, however many rows there are; who stops reading ends the rows.
 * @throws RangeError what Excel does not open (sheetXml), 4 GiB and more (zipStream), a name that no sheet can have; whatever the rows throw
 */
export function streamTable({ sheet, columns, rows }: Table): AsyncGenerator<Buffer, void, undefined> {
  if (!SHEET_NAME.test(sheet)) throw new RangeError(`no name of a sheet: ${sheet}`);
  const part = (name: string, xml: string): ZipPart => ({ name, content: [Buffer.from(HEAD + xml)] });
  const relations = (...each: readonly [type: string, target: string][]) =>
    `<Relationships xmlns="${PACKAGE}/relationships">${each
      .map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`)
      .join('')}</Relationships>`;
  return zipStream([
    part('[Content_Types].xml', CONTENT_TYPES),
    part('_rels/.rels', relations(['officeDocument', 'xl/workbook.xml'])),
    part('xl/workbook.xml', workbookXml(sheet)),
    part('xl/_rels/workbook.xml.rels', relations(['worksheet', 'worksheets/sheet1.xml'], ['styles', 'styles.xml'])),
    part('xl/styles.xml', STYLES_XML),
    { name: 'xl/worksheets/sheet1.xml', content: sheetXml(columns, rows) },
  ]);
}

const override = (name: string, type: string) =>
  `<Override PartName="/xl/${name}.xml" ContentType="${TYPE}.${type}+xml"/>`;
const CONTENT_TYPES = [
  `<Types xmlns="${PACKAGE}/content-types">`,
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
  '<Default Extension="xml" ContentType="application/xml"/>',
  override('workbook', 'sheet.main'),
  override('worksheets/sheet1', 'worksheet'),
  override('styles', 'styles'),
  '</Types>',
].join('');

function workbookXml(sheet: string): string {
  const name = (escapeText(sheet) ?? sheet).replaceAll('"', '&quot;');
  const sheets = `<sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets>`;
  // The view of the sheet is one of this window.
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews>${sheets}</workbook>`;
}
