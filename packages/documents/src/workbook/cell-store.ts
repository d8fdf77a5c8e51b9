import type { SheetCells, SheetRow } from '@huzhu/domain/roster/match-header';
import type { RawCell } from '@huzhu/domain/roster/roster-row';
import { isBlank } from './blank-text.ts';
import type { CellRange } from './cell-reference.ts';
import { corrupt } from './corrupt.ts';
import { type CellContext, numberCell, textCell } from './raw-cell.ts';
import type { ReaderLimits } from './reader-limits.ts';
import { RowAssembler } from './row-assembler.ts';
import type { SheetSink } from './sheet-parser.ts';

/** How the value of a stored cell is to be read. */
export const SHARED = 0;
export const NUMBER = 1;
const TEXT = 2;
const OTHER = 3;

const PAGE_BITS = 15;
const PAGE = 1 << PAGE_BITS;
/** Rows given out at a time. */
const BATCH = 512;
/** The low bits of a cell's head are its column, those above its kind, those above these its style. */
const KIND_SHIFT = 15;
const STYLE_SHIFT = 17;
const COLUMN_MASK = (1 << KIND_SHIFT) - 1;
const KIND_MASK = 3;
export const MAX_STORED_STYLE = (1 << (31 - STYLE_SHIFT)) - 1;

/** A sheet has more cells than may be kept. */
export class StoreFull extends Error {}

/** The cells that the stores of one file may still keep. */
export interface StoreBudget {
  cells: number;
}

/**
 * The cells of a whole sheet, twelve bytes each: texts stay in the table of shared strings, objects are made when a row is
 * given out. So one pass over the part is enough, although merges stand behind the rows that they fill and damage shows last.
 */
export class CellStore implements SheetSink {
  readonly #context: CellContext;
  readonly #limits: ReaderLimits;
  readonly #budget: StoreBudget;
  readonly #heads: Int32Array[] = [];
  readonly #values: Float64Array[] = [];
  #count = 0;
  readonly #texts: string[] = [];
  readonly #others: RawCell[] = [];
  readonly #merges: CellRange[] = [];
  /** Number of each row, negative when hidden, and where its cells end. */
  readonly #rows: number[] = [];
  readonly #ends: number[] = [];

  constructor(context: CellContext, limits: ReaderLimits, budget: StoreBudget) {
    this.#context = context;
    this.#limits = limits;
    this.#budget = budget;
  }

  get filledRows(): number {
    return this.#rows.length;
  }

  /** Adds a cell to the row that is being written. @param value index of the shared string, or the number */
  add(column: number, kind: typeof SHARED | typeof NUMBER, style: number, value: number): void {
    this.#put(column | (kind << KIND_SHIFT) | (style << STYLE_SHIFT), value);
  }

  addText(column: number, text: string): void {
    this.#put(column | (TEXT << KIND_SHIFT), this.#texts.push(text) - 1);
  }

  /** Ends the row that is being written; one without cells is forgotten. */
  endRow(number: number, hidden: boolean): void {
    if (this.#count === (this.#ends.at(-1) ?? 0)) return;
    this.#rows.push(hidden ? -number : number);
    this.#ends.push(this.#count);
  }

  /** Forgets what was added since the last row ended. */
  undoRow(): void {
    this.#count = this.#ends.at(-1) ?? 0;
  }

  row(number: number, hidden: boolean, cells: Map<number, RawCell>): void {
    for (const [column, cell] of cells) this.#put(column | (OTHER << KIND_SHIFT), this.#others.push(cell) - 1);
    this.endRow(number, hidden);
  }

  merge(range: CellRange): void {
    // As many as the other way allows; there they are counted while they are looked for.
    if (this.#merges.length >= this.#limits.merges) throw new StoreFull();
    this.#merges.push(range);
  }

  /** To be called when the part has proven whole. */
  close(): void {
    this.#budget.cells -= this.#heads.length * PAGE;
  }

  /**
   * The rows in the order of the file, from the first each time.
   * @throws FileRefused as RowAssembler; FILE_CORRUPT where a cell points at no string or is too long
   */
  *batches(): Generator<SheetRow[], void, undefined> {
    const assembler = new RowAssembler(this.#merges, this.#limits);
    const hasMerges = this.#merges.length > 0;
    let at = 0;
    let batch: SheetRow[] = [];
    for (let index = 0; index < this.#rows.length; index++) {
      const end = this.#ends[index] as number;
      const cells = new StoredCells(this, at, end, this.#countFilled(at, end));
      at = end;
      if (cells.size === 0) continue;
      const signed = this.#rows[index] as number;
      const [number, hidden] = [Math.abs(signed), signed < 0];
      batch.push(
        hasMerges ? assembler.assemble(number, hidden, new Map(cells)) : assembler.plain(number, hidden, cells),
      );
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }

  columnOf(at: number): number {
    return this.#head(at) & COLUMN_MASK;
  }

  /** Undefined when it is blank. */
  cellOf(at: number): RawCell | undefined {
    const head = this.#head(at);
    const value = this.#value(at);
    switch ((head >> KIND_SHIFT) & KIND_MASK) {
      case SHARED:
        return this.#context.strings.isBlank(value)
          ? undefined
          : { kind: 'text', text: this.#context.strings.text(value) };
      case NUMBER:
        return numberCell(value, head >> STYLE_SHIFT, this.#context);
      case TEXT:
        return textCell(this.#texts[value] as string);
      default:
        return this.#others[value];
    }
  }

  /** How many of these cells have content; every one is looked at before its row is given out. */
  #countFilled(from: number, end: number): number {
    const { strings } = this.#context;
    const longest = this.#limits.cellLength;
    let filled = 0;
    for (let at = from; at < end; at++) {
      const kind = (this.#head(at) >> KIND_SHIFT) & KIND_MASK;
      if (kind === SHARED) {
        const index = this.#value(at);
        if (strings.length(index) > longest) throw corrupt('单元格文字过长');
        if (!strings.isBlank(index)) filled += 1;
      } else if (kind === TEXT) {
        const text = this.#texts[this.#value(at)] as string;
        if (text.length > longest) throw corrupt('单元格文字过长');
        if (!isBlank(text)) filled += 1;
      } else filled += 1;
    }
    return filled;
  }

  #head(at: number): number {
    return (this.#heads[at >> PAGE_BITS] as Int32Array)[at & (PAGE - 1)] as number;
  }

  #value(at: number): number {
    return (this.#values[at >> PAGE_BITS] as Float64Array)[at & (PAGE - 1)] as number;
  }

  #put(head: number, value: number): void {
    const page = this.#count >> PAGE_BITS;
    if (page === this.#heads.length) {
      if (this.#count + PAGE > this.#budget.cells) throw new StoreFull();
      this.#heads.push(new Int32Array(PAGE));
      this.#values.push(new Float64Array(PAGE));
    }
    const slot = this.#count & (PAGE - 1);
    (this.#heads[page] as Int32Array)[slot] = head;
    (this.#values[page] as Float64Array)[slot] = value;
    this.#count += 1;
  }
}

/** The cells of one row where they lie; an object is made of each when it is asked for. */
class StoredCells implements SheetCells {
  readonly size: number;
  readonly #store: CellStore;
  readonly #from: number;
  readonly #end: number;
  /** Where the last cell was found: they are mostly asked for from left to right. */
  #next: number;

  constructor(store: CellStore, from: number, end: number, size: number) {
    this.#store = store;
    this.#from = from;
    this.#end = end;
    this.#next = from;
    this.size = size;
  }

  get(column: number): RawCell | undefined {
    const at = this.#find(column, this.#next, this.#end) ?? this.#find(column, this.#from, this.#next);
    if (at === undefined) return undefined;
    this.#next = at + 1;
    return this.#store.cellOf(at);
  }

  #find(column: number, from: number, end: number): number | undefined {
    for (let at = from; at < end; at++) if (this.#store.columnOf(at) === column) return at;
    return undefined;
  }

  *keys(): Generator<number> {
    for (const [column] of this) yield column;
  }

  *[Symbol.iterator](): Generator<[column: number, cell: RawCell]> {
    for (let at = this.#from; at < this.#end; at++) {
      const cell = this.#store.cellOf(at);
      if (cell) yield [this.#store.columnOf(at), cell];
    }
  }
}
