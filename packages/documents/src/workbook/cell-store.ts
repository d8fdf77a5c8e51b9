import type { SheetRow } from '@huzhu/domain/roster/match-header';
import type { RawCell } from '@huzhu/domain/roster/roster-row';
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
    let at = 0;
    let batch: SheetRow[] = [];
    for (let index = 0; index < this.#rows.length; index++) {
      const end = this.#ends[index] as number;
      const cells = new Map<number, RawCell>();
      for (; at < end; at++) {
        const head = (this.#heads[at >> PAGE_BITS] as Int32Array)[at & (PAGE - 1)] as number;
        const cell = this.#cell(head, (this.#values[at >> PAGE_BITS] as Float64Array)[at & (PAGE - 1)] as number);
        if (!cell) continue;
        if (cell.text.length > this.#limits.cellLength) throw corrupt('单元格文字过长');
        cells.set(head & COLUMN_MASK, cell);
      }
      if (cells.size === 0) continue;
      const number = this.#rows[index] as number;
      batch.push(assembler.assemble(Math.abs(number), number < 0, cells));
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }

  #cell(head: number, value: number): RawCell | undefined {
    switch ((head >> KIND_SHIFT) & KIND_MASK) {
      case SHARED:
        return textCell(this.#context.strings(value));
      case NUMBER:
        return numberCell(value, head >> STYLE_SHIFT, this.#context);
      case TEXT:
        return textCell(this.#texts[value] as string);
      default:
        return this.#others[value];
    }
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
