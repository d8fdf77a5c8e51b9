import type { SheetRow } from '@huzhu/domain/roster/match-header';
import type { RawCell } from '@huzhu/domain/roster/roster-row';
import { blankStripper } from './blank-stripper.ts';
import { cellPosition, cellRange, MAX_COLUMN, MAX_ROW, rowNumber } from './cell-reference.ts';
import { corrupt } from './corrupt.ts';
import { MergeFill } from './merge-fill.ts';
import { type ArchivePart, bomb } from './open-archive.ts';
import { type CellContext, type CellSource, rawCell } from './raw-cell.ts';
import type { ReaderLimits } from './reader-limits.ts';
import type { SheetScan } from './scan-sheet.ts';
import { StringItem } from './string-item.ts';
import { isTrue, type XmlAttributes, type XmlHandlers, XmlReader } from './xml-reader.ts';

/**
 * Second pass over a sheet: its rows with content, in batches of whatever one chunk of the part held, in file order.
 * Empty rows cost one flag. The consumer may stop early; only a run to the end has proven that the sheet is whole.
 * @throws FileRefused FILE_CORRUPT (XML, references, a row or cell given twice), FILE_ZIP_BOMB (too many cells)
 */
export async function* readSheet(
  part: ArchivePart,
  scan: SheetScan,
  context: CellContext,
  limits: ReaderLimits,
): AsyncGenerator<SheetRow[], void, undefined> {
  const rows = new SheetRows(scan, context, limits);
  const xml = new XmlReader(rows, blankStripper());
  for await (const chunk of part.read()) {
    xml.write(chunk);
    const batch = rows.take();
    if (batch.length > 0) yield batch;
  }
  xml.end();
  rows.finish();
  const batch = rows.take();
  if (batch.length > 0) yield batch;
}

// worksheet(1) > sheetData(2) > row(3) > c(4) > v, f, is(5) > t, r, rPh(6 …)
const SHEET_DATA = 2;
const ROW = 3;
const CELL = 4;
const CONTENT = 5;
/** So many cells in a sheet are never asked how wide it is. */
const FREE_CELLS = 1_000_000;

class SheetRows implements XmlHandlers {
  readonly #scan: SheetScan;
  readonly #context: CellContext;
  readonly #limits: ReaderLimits;
  readonly #merges: MergeFill;
  readonly #seenRows = new Uint8Array(MAX_ROW + 1);
  #queue: SheetRow[] = [];
  #cellCount = 0;
  #filledRows = 0;
  #mergesMet = 0;

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

  constructor(scan: SheetScan, context: CellContext, limits: ReaderLimits) {
    this.#scan = scan;
    this.#context = context;
    this.#limits = limits;
    this.#merges = new MergeFill(scan.merges);
  }

  take(): SheetRow[] {
    const batch = this.#queue;
    this.#queue = [];
    return batch;
  }

  finish(): void {
    if (!this.#sections.has('sheetData')) throw corrupt('工作表没有数据部分');
    if (this.#mergesMet !== this.#scan.merges.length) throw corrupt('合并区域不一致');
  }

  open(local: string, attributes: XmlAttributes, depth: number): void {
    if (depth <= SHEET_DATA) this.#openSection(local, depth);
    else if (this.#section === 'mergeCells') {
      if (depth === ROW && local === 'mergeCell') this.#checkMerge(attributes.ref ?? '');
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

  #checkMerge(reference: string): void {
    const met = cellRange(reference);
    const known = this.#scan.merges[this.#mergesMet];
    this.#mergesMet += 1;
    const same = known?.top === met.top && known.left === met.left;
    if (!same || known.bottom !== met.bottom || known.right !== met.right) throw corrupt('合并区域不一致');
  }

  #openRow(local: string, attributes: XmlAttributes): void {
    // Anything else here (say, alternate content with rows in it) would be rows left out.
    if (local !== 'row') throw corrupt('数据部分里有不认识的内容');
    // Rows without a number follow the one before.
    this.#row = attributes.r === undefined ? this.#row + 1 : rowNumber(attributes.r);
    if (this.#row > MAX_ROW) throw corrupt('行号超出范围');
    if (this.#seenRows[this.#row] === 1) throw corrupt('同一行号出现两次');
    this.#seenRows[this.#row] = 1;
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
    this.#count(1);
  }

  #closeRow(): void {
    if (this.#cells.size === 0) return;
    this.#count(this.#merges.fill(this.#row, this.#cells));
    this.#filledRows += 1;
    this.#queue.push({ rowNumber: this.#row, hidden: this.#hidden, cells: this.#cells });
    this.#cells = new Map();
  }

  #count(cells: number): void {
    this.#cellCount += cells;
    const average = FREE_CELLS + this.#filledRows * this.#limits.cellsPerRow;
    if (this.#cellCount > Math.min(this.#limits.cells, average)) throw bomb('单元格过多');
  }
}
