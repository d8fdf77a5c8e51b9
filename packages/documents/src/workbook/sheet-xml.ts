import { MAX_COLUMN, MAX_ROW } from './cell-reference.ts';
import { CELL_STYLES } from './cell-styles.ts';
import { escapeText } from './escaped-text.ts';
import { looksLikeFormula } from './neutral-text.ts';
import { READER_LIMITS } from './reader-limits.ts';

export interface TableColumn {
  readonly header: string;
  /** In characters, as Excel counts them. */
  readonly width: number;
  /** `money`: the value is yuan; shown as 1,234.50. */
  readonly form?: 'text' | 'money';
}

/** One value a column; null leaves the cell out. */
export type TableRow = readonly (string | number | null)[];

/** UTF-16 units of XML that are encoded and deflated together. */
const SLICE = 1 << 16;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
/** The first row stays while the others scroll. */
const VIEW =
  '<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';

/**
 * A worksheet part of one table, in slices, as fast as it is asked for. Texts stand in the cells themselves: a table of shared strings
 * would have to be held to the end.
 * @throws RangeError what Excel does not open: over 1,048,576 rows or 16,384 columns, over 32,767 units in a text, a number that is none
 */
export async function* sheetXml(
  columns: readonly TableColumn[],
  rows: Iterable<TableRow> | AsyncIterable<TableRow>,
): AsyncGenerator<Buffer, void, undefined> {
  if (columns.length > MAX_COLUMN) throw new RangeError(`a sheet has at most ${MAX_COLUMN} columns`);
  const writer = new RowWriter(columns);
  let xml = `${HEAD}<worksheet xmlns="${MAIN}">${VIEW}${columnsXml(columns)}<sheetData>${writer.head()}`;
  for await (const row of rows) {
    xml += writer.row(row);
    if (xml.length < SLICE) continue;
    yield Buffer.from(xml);
    xml = '';
  }
  yield Buffer.from(`${xml}</sheetData></worksheet>`);
}

/** With its form as the style of the whole column, for the rows that somebody adds below. */
function columnsXml(columns: readonly TableColumn[]): string {
  const each = columns.map(({ width, form }, at) => {
    const style = form ? ` style="${CELL_STYLES[form]}"` : '';
    return `<col min="${at + 1}" max="${at + 1}" width="${width}"${style} customWidth="1"/>`;
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
    let xml = `<row r="${this.#row}">`;
    for (let at = 0; at < values.length; at++) {
      const value = values[at];
      if (value === null || value === undefined) continue;
      const reference = `${this.#letters[at]}${this.#row}`;
      const style = this.#styles[at] as string;
      if (typeof value === 'string') xml += textCell(reference, looksLikeFormula(value) ? TEXT : style, value);
      else xml += numberCell(reference, style, value);
    }
    return `${xml}</row>`;
  }
}

const TEXT = styled('text');

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

function numberCell(reference: string, style: string, value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no number of a sheet`);
  return `<c r="${reference}"${style}><v>${value}</v></c>`;
}

/** 0 → A, 26 → AA. */
function columnLetters(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : columnLetters(Math.floor(at / 26) - 1) + last;
}
