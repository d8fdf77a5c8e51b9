import type { RawCell } from '@huzhu/domain/roster/roster-row';
import type { CellRange } from './cell-reference.ts';
import { corrupt } from './corrupt.ts';

/**
 * Gives the value of a merged cell to every row that it covers (people merge 证件类型 over a whole department).
 * Only downwards and only in its first column: sideways it would shift titles into data. A row without a cell of its
 * own gets nothing, so a merge over the whole sheet costs nothing. A cell under the merge that has its own content
 * keeps it: nothing of the file is dropped.
 */
export class MergeFill {
  readonly #pending: CellRange[];
  #next = 0;
  #active = new Map<number, { bottom: number; cell: RawCell }>();
  #lastRow = 0;

  constructor(merges: readonly CellRange[]) {
    this.#pending = merges.filter((merge) => merge.bottom > merge.top).sort((a, b) => a.top - b.top);
  }

  /** Completes the cells of one row that has some. Rows must come in ascending order. */
  fill(row: number, cells: Map<number, RawCell>): void {
    if (this.#pending.length === 0) return;
    // Without order the value of a merge may come after the rows that it belongs to.
    if (row < this.#lastRow) throw corrupt('行的顺序不对');
    this.#lastRow = row;
    for (const [column, { bottom, cell }] of this.#active) {
      if (bottom < row) this.#active.delete(column);
      else if (!cells.has(column)) cells.set(column, cell);
    }
    for (; this.#next < this.#pending.length; this.#next++) {
      const merge = this.#pending[this.#next];
      if (!merge || merge.top > row) break;
      const cell = merge.top === row ? cells.get(merge.left) : undefined;
      if (!cell) continue;
      if (this.#active.has(merge.left)) throw corrupt('合并区域互相重叠');
      this.#active.set(merge.left, { bottom: merge.bottom, cell });
    }
  }
}
