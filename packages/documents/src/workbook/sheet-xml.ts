import { MAX_COLUMN, MAX_ROW } from './cell-reference.ts';
import { CELL_STYLES } from './cell-styles.ts';
import { escapeText } from './escaped-text.ts';
import { looksLikeFormula } from './neutral-text.ts';
import { MAIN, RELATIONS, XML_HEAD } from './package-names.ts';
import { READER_LIMITS } from './reader-limits.ts';

export interface TableColumn {
  readonly header: string;
  /** In characters, as Excel counts them. */
  readonly width: number;
  /** `money`: the value is yuan; shown as 1,234.50. */
  readonly form?: 'text' | 'money' | 'wrap';
  /** There, but not shown. */
  readonly hidden?: boolean;
}

/** A cell that stands out. Its text is one whatever it looks like; blank, the cell is marked all the same. */
export interface MarkedCell {
  readonly text: string;
  readonly mark: 'error' | 'warning';
}

/** One value a column; null leaves the cell out. */
export type TableRow = readonly (string | number | MarkedCell | null)[];

export interface SheetTrimmings {
  /** Looked at when the book is opened; absent: not. */
  readonly front?: boolean;
  /** Arrows in the head, with which all columns are sorted together, hidden ones too. Told at the end: the cells they stand for. */
  readonly filter?: (area: string) => void;
  /** Printed across the sheet, all columns on one page. */
  readonly landscape?: boolean;
  /** The relation that leads to the drawing of its notes. */
  readonly notes?: string;
}

/** UTF-16 units of XML that are encoded and deflated together. */
const SLICE = 1 << 16;
const FIT = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';
const PAGE = '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>';
/** The first row stays while the others scroll. */
const view = (front: boolean) =>
  `<sheetViews><sheetView${front ? ' tabSelected="1"' : ''} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;

/**
 * A worksheet part of one table, in slices, as fast as it is asked for. Texts stand in the cells themselves: a table of shared strings
 * would have to be held to the end.
 * @throws RangeError what Excel does not open: over 1,048,576 rows or 16,384 columns, over 32,767 units in a text, a number that is none
 */
export async function* sheetXml(
  columns: readonly TableColumn[],
  rows: Iterable<TableRow> | AsyncIterable<TableRow>,
  { front = true, filter, landscape = false, notes }: SheetTrimmings = {},
): AsyncGenerator<Buffer, void, undefined> {
  if (columns.length > MAX_COLUMN) throw new RangeError(`a sheet has at most ${MAX_COLUMN} columns`);
  const writer = new RowWriter(columns);
  const spaces = notes === undefined ? `xmlns="${MAIN}"` : `xmlns="${MAIN}" xmlns:r="${RELATIONS}"`;
  let xml = `${XML_HEAD}<worksheet ${spaces}>${landscape ? FIT : ''}${view(front)}${columnsXml(columns)}<sheetData>${writer.head()}`;
  for await (const row of rows) {
    xml += writer.row(row);
    if (xml.length < SLICE) continue;
    yield Buffer.from(xml);
    xml = '';
  }
  filter?.(writer.area());
  const arrows = filter ? `<autoFilter ref="${writer.area()}"/>` : '';
  const drawing = notes === undefined ? '' : `<legacyDrawing r:id="${notes}"/>`;
  yield Buffer.from(`${xml}</sheetData>${arrows}${landscape ? PAGE : ''}${drawing}</worksheet>`);
}

/** With its form as the style of the whole column, for the rows that somebody adds below. */
function columnsXml(columns: readonly TableColumn[]): string {
  const each = columns.map(({ width, form, hidden }, at) => {
    const style = form ? ` style="${CELL_STYLES[form]}"` : '';
    return `<col min="${at + 1}" max="${at + 1}" width="${width}"${style}${hidden ? ' hidden="1"' : ''} customWidth="1"/>`;
  });
  return each.length > 0 ? `<cols>${each.join('')}</cols>` : '';
}

class RowWriter {
  readonly #columns: readonly TableColumn[];
  readonly #letters: readonly string[];
  readonly #styles: readonly string[];
  #row = 0;

  constructor(columns: readonly TableColumn[]) {
    this.#columns = columns;
    this.#letters = columns.map((_, at) => columnLetters(at));
    this.#styles = columns.map(({ form }) => (form ? styled(form) : ''));
  }

  head(): string {
    this.#row = 1;
    const bold = styled('head');
    const cells = this.#columns.map(({ header }, at) => textCell(`${this.#letters[at]}1`, bold, header));
    return `<row r="1">${cells.join('')}</row>`;
  }

  row(values: TableRow): string {
    this.#row += 1;
    if (this.#row > MAX_ROW) throw new RangeError(`a sheet has at most ${MAX_ROW} rows`);
    if (values.length > this.#columns.length) throw new RangeError('a row has more cells than the table has columns');
    let xml = '';
    let lines = 1;
    for (let at = 0; at < values.length; at++) {
      const value = values[at];
      if (value === null || value === undefined) continue;
      const reference = `${this.#letters[at]}${this.#row}`;
      const style = this.#styles[at] as string;
      if (typeof value === 'object') xml += markedCell(reference, value);
      else if (typeof value === 'string') {
        if (this.#columns[at]?.form === 'wrap') lines = Math.max(lines, value.split('\n').length);
        xml += textCell(reference, looksLikeFormula(value) ? TEXT : style, value);
      } else xml += numberCell(reference, style, value);
    }
    // Not every program measures wrapped lines when it opens a book.
    const height = lines > 1 ? ` ht="${lines * LINE}" customHeight="1"` : '';
    return `<row r="${this.#row}"${height}>${xml}</row>`;
  }

  /** From the head to the last row so far. */
  area(): string {
    return `A1:${this.#letters.at(-1)}${this.#row}`;
  }
}

const TEXT = styled('text');
/** In points, of the font of STYLES_XML. */
const LINE = 15;

function styled(style: keyof typeof CELL_STYLES): string {
  return ` s="${CELL_STYLES[style]}"`;
}

function textCell(reference: string, style: string, text: string): string {
  if (text.length > READER_LIMITS.cellLength) {
    throw new RangeError(`a cell holds at most ${READER_LIMITS.cellLength} characters`);
  }
  const escaped = escapeText(text);
  return escaped === undefined
    ? `<c r="${reference}"${style} t="inlineStr"><is><t>${text}</t></is></c>`
    : `<c r="${reference}"${style} t="inlineStr"><is><t xml:space="preserve">${escaped}</t></is></c>`;
}

function markedCell(reference: string, { text, mark }: MarkedCell): string {
  const style = styled(mark);
  return text === '' ? `<c r="${reference}"${style}/>` : textCell(reference, style, text);
}

function numberCell(reference: string, style: string, value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no number of a sheet`);
  return `<c r="${reference}"${style}><v>${value}</v></c>`;
}

/** 0 → A, 26 → AA. */
export function columnLetters(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : columnLetters(Math.floor(at / 26) - 1) + last;
}
