import type { SheetCells, SheetRow } from '@huzhu/domain/roster/match-header';
import type { RawCell } from '@huzhu/domain/roster/roster-row';
import type { CellRange } from './cell-reference.ts';
import { MergeFill } from './merge-fill.ts';
import { bomb } from './open-archive.ts';
import type { ReaderLimits } from './reader-limits.ts';

/** So many cells in a sheet are never asked how wide it is. */
const FREE_CELLS = 1_000_000;

/**
 * The last step before a row is given out: merges fill it, and all cells of the sheet are counted.
 * @throws FileRefused FILE_ZIP_BOMB (too many cells), FILE_CORRUPT (merges that overlap, rows out of order under a merge)
 */
export class RowAssembler {
  readonly #limits: ReaderLimits;
  readonly #merges: MergeFill;
  #cells = 0;
  #rows = 0;

  constructor(merges: readonly CellRange[], limits: ReaderLimits) {
    this.#merges = new MergeFill(merges);
    this.#limits = limits;
  }

  /** Rows in the order of the file; `cells` becomes the row's. */
  assemble(rowNumber: number, hidden: boolean, cells: Map<number, RawCell>): SheetRow {
    this.#merges.fill(rowNumber, cells);
    return this.#count({ rowNumber, hidden, cells }, cells.size);
  }

  /** As assemble, in a sheet without merges. */
  plain(rowNumber: number, hidden: boolean, cells: SheetCells): SheetRow {
    return this.#count({ rowNumber, hidden, cells }, cells.size);
  }

  #count(row: SheetRow, cells: number): SheetRow {
    this.#cells += cells;
    this.#rows += 1;
    const average = FREE_CELLS + this.#rows * this.#limits.cellsPerRow;
    if (this.#cells > Math.min(this.#limits.cells, average)) throw bomb('单元格过多');
    return row;
  }
}
