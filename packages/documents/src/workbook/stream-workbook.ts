import { STYLES_XML } from './cell-styles.ts';
import { escapeText } from './escaped-text.ts';
import { type CellNote, notesDrawing, notesXml } from './notes-xml.ts';
import { MAIN, RELATIONS, XML_HEAD } from './package-names.ts';
import { sheetXml, type TableColumn, type TableRow } from './sheet-xml.ts';
import { type ZipPart, zipStream } from './zip-stream.ts';

export interface Table {
  /** At most 31 characters, none of Excel's `[]:*?/\`. */
  readonly sheet: string;
  readonly columns: readonly TableColumn[];
  /** Asked for one by one, as fast as the workbook is read. */
  readonly rows: Iterable<TableRow> | AsyncIterable<TableRow>;
}

export interface Sheet extends Table {
  readonly filter?: boolean;
  readonly landscape?: boolean;
  /** Written after the rows: whoever makes them may add notes meanwhile. */
  readonly notes?: readonly CellNote[];
}

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const SHEET_NAME = /^(?!')[^[\]:*?/\\]{1,31}(?<!')$/;
/** Within a sheet's own relations. */
const DRAWING = 'rId1';

/**
 * Tables as a workbook, in chunks: a sheet for each, heads that stay in place, texts that can never become formulas. Memory holds a slice
 * of one sheet and the notes, however many rows there are; the sheets are made one after another; who stops reading ends the rows.
 * @throws RangeError what Excel does not open (sheetXml), 4 GiB and more (zipStream), a name that no sheet can have; whatever the rows throw
 */
export function streamWorkbook(sheets: readonly Sheet[]): AsyncGenerator<Buffer, void, undefined> {
  for (const { sheet } of sheets) if (!isSheetName(sheet)) throw new RangeError(`no name of a sheet: ${sheet}`);
  const areas = new Map<number, string>();
  return zipStream([
    part('[Content_Types].xml', contentTypes(sheets)),
    part('_rels/.rels', relations(['officeDocument', 'xl/workbook.xml'])),
    part(
      'xl/_rels/workbook.xml.rels',
      relations(...sheets.map((_, at) => ['worksheet', `worksheets/sheet${at + 1}.xml`] as const), [
        'styles',
        'styles.xml',
      ]),
    ),
    part('xl/styles.xml', STYLES_XML),
    ...sheets.flatMap((sheet, at) => sheetParts(sheet, at, (area) => areas.set(at, area))),
    // Last, because it names the filtered cells, of which nobody knows before how many they are.
    { name: 'xl/workbook.xml', content: workbookXml(sheets, areas) },
  ]);
}

/** Whether Excel takes it. */
export function isSheetName(name: string): boolean {
  return SHEET_NAME.test(name);
}

function sheetParts(
  { columns, rows, notes, filter, landscape = false }: Sheet,
  at: number,
  onArea: (area: string) => void,
): ZipPart[] {
  const name = `xl/worksheets/sheet${at + 1}.xml`;
  const trimmings = { front: at === 0, landscape, ...(filter && { filter: onArea }), ...(notes && { notes: DRAWING }) };
  const sheet = { name, content: sheetXml(columns, rows, trimmings) };
  if (!notes) return [sheet];
  const targets = relations(
    ['vmlDrawing', `../drawings/vmlDrawing${at + 1}.vml`],
    ['comments', `../comments${at + 1}.xml`],
  );
  return [
    sheet,
    part(`xl/worksheets/_rels/sheet${at + 1}.xml.rels`, targets),
    { name: `xl/comments${at + 1}.xml`, content: notesXml(notes) },
    { name: `xl/drawings/vmlDrawing${at + 1}.vml`, content: notesDrawing(notes) },
  ];
}

const part = (name: string, xml: string): ZipPart => ({ name, content: [Buffer.from(XML_HEAD + xml)] });

const relations = (...each: readonly (readonly [type: string, target: string])[]) =>
  `<Relationships xmlns="${PACKAGE}/relationships">${each
    .map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

const override = (name: string, type: string) =>
  `<Override PartName="/xl/${name}.xml" ContentType="${TYPE}.${type}+xml"/>`;

function contentTypes(sheets: readonly Sheet[]): string {
  const noted = sheets.some(({ notes }) => notes);
  return [
    `<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    ...(noted
      ? ['<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>']
      : []),
    override('workbook', 'sheet.main'),
    ...sheets.map((_, at) => override(`worksheets/sheet${at + 1}`, 'worksheet')),
    ...sheets.flatMap(({ notes }, at) => (notes ? [override(`comments${at + 1}`, 'comments')] : [])),
    override('styles', 'styles'),
    '</Types>',
  ].join('');
}

function* workbookXml(sheets: readonly Sheet[], areas: ReadonlyMap<number, string>): Generator<Buffer> {
  const named = sheets.map(({ sheet }) => (escapeText(sheet) ?? sheet).replaceAll('"', '&quot;'));
  const each = named.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  // Excel finds the arrows by the sheet, LibreOffice and WPS by this name.
  const filtered = [...areas].map(([at, area]) => {
    const cells = area.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2');
    const name = named[at]?.replaceAll("'", "''");
    return `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">'${name}'!${cells}</definedName>`;
  });
  const names = filtered.length > 0 ? `<definedNames>${filtered.join('')}</definedNames>` : '';
  // The views of the sheets are ones of this window.
  yield Buffer.from(
    `${XML_HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews><sheets>${each.join('')}</sheets>${names}</workbook>`,
  );
}
