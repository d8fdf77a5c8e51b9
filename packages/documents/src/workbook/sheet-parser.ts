import type { RawCell } from '@huzhu/domain/roster/roster-row';
import { type CellRange, cellPosition, cellRange, MAX_COLUMN, MAX_ROW, rowNumber } from './cell-reference.ts';
import { corrupt } from './corrupt.ts';
import { type CellContext, type CellSource, rawCell } from './raw-cell.ts';
import type { ReaderLimits } from './reader-limits.ts';
import { StringItem } from './string-item.ts';
import { isTrue, type XmlAttributes, type XmlHandlers } from './xml-reader.ts';

/** What becomes of a sheet's rows and merges, in the order of the file. */
export interface SheetSink {
  /** A row with at least one cell that has content; `cells` is the sink's own. */
  row(number: number, hidden: boolean, cells: Map<number, RawCell>): void;
  merge(range: CellRange): void;
}

// worksheet(1) > sheetData(2) > row(3) > c(4) > v, f, is(5) > t, r, rPh(6 …)
const SHEET_DATA = 2;
const ROW = 3;
const CELL = 4;
const CONTENT = 5;

/**
 * The events of a sheet's XML as rows of cells.
 * @throws FileRefused FILE_CORRUPT (what is no worksheet, wrong references, a row or cell given twice)
 */
export class SheetParser implements XmlHandlers {
  readonly #sink: SheetSink;
  readonly #context: CellContext;
  readonly #limits: ReaderLimits;
  readonly #seenRows = new Uint8Array(MAX_ROW + 1);

  #depth = 0;
  #section = '';
  #sections = new Set<string>();
  #row = 0;
  #hidden = false;
  #cells = new Map<number, RawCell>();
  #columns = new Set<number>();
  #column = 0;
  readonly #cell: CellSource = { type: 'n', style: 0, value: undefined, inline: undefined, hasFormula: false };
  readonly #inline = new StringItem();
  /** The child of the cell that text belongs to. */
  #content = '';
  #skipped = false;
  #strayMerge = false;

  constructor(sink: SheetSink, context: CellContext, limits: ReaderLimits) {
    this.#sink = sink;
    this.#context = context;
    this.#limits = limits;
  }

  /** Whether the next thing may be a row. */
  get expectsRow(): boolean {
    return this.#section === 'sheetData' && this.#depth === SHEET_DATA;
  }

  /** Whether a merge stood where none belongs: the first of two passes, which looks at the text only, counts it. */
  get strayMerge(): boolean {
    return this.#strayMerge;
  }

  /** To be called at the end of the part. */
  finish(): void {
    if (!this.#sections.has('sheetData')) throw corrupt('工作表没有数据部分');
  }

  /** Marks a row as met; rows without a number follow the last one that was. */
  claimRow(number: number): void {
    if (number > MAX_ROW) throw corrupt('行号超出范围');
    if (this.#seenRows[number] === 1) throw corrupt('同一行号出现两次');
    this.#seenRows[number] = 1;
    this.#row = number;
  }

  open(local: string, attributes: XmlAttributes, depth: number): void {
    this.#depth = depth;
    if (local === 'mergeCell' && (depth !== ROW || this.#section !== 'mergeCells')) this.#strayMerge = true;
    if (depth <= SHEET_DATA) this.#openSection(local, depth);
    else if (this.#section === 'mergeCells') {
      if (depth === ROW && local === 'mergeCell') this.#sink.merge(cellRange(attributes.ref ?? ''));
    } else if (this.#section === 'sheetData') this.#openData(local, attributes, depth);
  }

  #openData(local: string, attributes: XmlAttributes, depth: number): void {
    if (depth === ROW) this.#openRow(local, attributes);
    else if (depth === CELL) this.#openCell(local, attributes);
    else if (this.#skipped) return;
    else if (depth === CONTENT) this.#openContent(local);
    else if (this.#content === 'is') this.#inline.open(local);
    // Texts inside and around it would join to a value that nobody wrote.
    else if (this.#content === 'v') throw corrupt('单元格有两个值');
  }

  close(local: string, depth: number): void {
    this.#depth = depth - 1;
    if (this.#section !== 'sheetData') return;
    if (depth === ROW) this.#closeRow();
    else if (depth === CELL) this.#closeCell();
    else if (depth === CONTENT) this.#content = '';
    else if (depth > CONTENT && this.#content === 'is') this.#inline.close(local);
  }

  text(text: string): void {
    if (this.#content === 'v') {
      this.#cell.value += text;
      if ((this.#cell.value?.length ?? 0) > this.#limits.cellLength * 7) throw corrupt('单元格文字过长');
    } else if (this.#content === 'is') {
      this.#inline.add(text);
      if (this.#inline.length > this.#limits.cellLength * 7) throw corrupt('单元格文字过长');
    }
  }

  #openSection(local: string, depth: number): void {
    if (depth === 1) {
      if (local !== 'worksheet') throw corrupt('工作表没有数据部分');
      return;
    }
    this.#section = local;
    if (local === 'sheetData' && this.#sections.has(local)) throw corrupt('工作表有两份数据');
    if (local === 'sheetData' || local === 'mergeCells') this.#sections.add(local);
  }

  #openRow(local: string, attributes: XmlAttributes): void {
    // Anything else here (say, alternate content with rows in it) would be rows left out.
    if (local !== 'row') throw corrupt('数据部分里有不认识的内容');
    // Rows without a number follow the one before.
    this.claimRow(attributes.r === undefined ? this.#row + 1 : rowNumber(attributes.r));
    this.#hidden = isTrue(attributes.hidden);
    this.#column = 0;
    if (this.#columns.size > 0) this.#columns.clear();
  }

  #openCell(local: string, attributes: XmlAttributes): void {
    this.#skipped = local === 'extLst';
    if (this.#skipped) return;
    if (local !== 'c') throw corrupt('数据部分里有不认识的内容');
    if (attributes.r === undefined) this.#column += 1;
    else {
      const position = cellPosition(attributes.r);
      if (position.row !== this.#row) throw corrupt('单元格不在自己的行里');
      this.#column = position.column;
    }
    if (this.#column > MAX_COLUMN) throw corrupt('单元格位置超出范围');
    if (this.#columns.has(this.#column)) throw corrupt('同一单元格出现两次');
    this.#columns.add(this.#column);
    const cell = this.#cell;
    // Absent means a number; an empty one means nothing that the standard knows (ECMA-376, ST_CellType), and its cell is not to be lost.
    cell.type = attributes.t ?? 'n';
    cell.style = attributes.s === undefined ? 0 : Number(attributes.s);
    cell.value = undefined;
    cell.inline = undefined;
    cell.hasFormula = false;
  }

  #openContent(local: string): void {
    this.#content = local;
    if (local === 'v') {
      if (this.#cell.value !== undefined) throw corrupt('单元格有两个值');
      this.#cell.value = '';
    } else if (local === 'f') this.#cell.hasFormula = true;
    else if (local === 'is') {
      if (this.#cell.inline !== undefined) throw corrupt('单元格有两个值');
      this.#inline.take();
      this.#cell.inline = '';
    }
  }

  #closeCell(): void {
    if (this.#skipped) {
      this.#skipped = false;
      return;
    }
    if (this.#cell.inline !== undefined) this.#cell.inline = this.#inline.take();
    const cell = rawCell(this.#cell, this.#context);
    if (!cell) return;
    if (cell.text.length > this.#limits.cellLength) throw corrupt('单元格文字过长');
    this.#cells.set(this.#column, cell);
  }

  #closeRow(): void {
    if (this.#cells.size === 0) return;
    this.#sink.row(this.#row, this.#hidden, this.#cells);
    this.#cells = new Map();
  }
}
