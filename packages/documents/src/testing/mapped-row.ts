import assert from 'node:assert/strict';
import type { SheetRow } from '@huzhu/domain/roster/match-header';
import type { RawCell } from '@huzhu/domain/roster/roster-row';

/** The row with its cells in a Map, whichever way they are kept; every way of asking for them must say the same. */
export function mappedRow({ cells, ...row }: SheetRow): SheetRow & { readonly cells: ReadonlyMap<number, RawCell> } {
  const map = new Map(cells);
  assert.equal(cells.size, map.size);
  assert.deepEqual([...cells.keys()], [...map.keys()]);
  // From right to left, which no reader of rosters does.
  for (const [column, cell] of [...map].reverse()) assert.deepEqual(cells.get(column), cell);
  assert.equal(cells.get(0), undefined);
  return { ...row, cells: map };
}
