import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { matchHeader, type SheetRow } from '@huzhu/domain/roster/match-header';
import type { RawCell } from '@huzhu/domain/roster/roster-row';
import { readTable } from './read-table.ts';
import type { ReaderLimits } from './reader-limits.ts';

/** A row of the sheet with what stands in the columns that were asked for. */
export type OwnCells = readonly [row: number, cells: readonly (string | number | null)[]];

/** Reads columns of a list that mean nothing to it. Rows without anything there are left out. @throws FileRefused */
export async function* readOwnColumns(
  file: Buffer,
  plans: readonly PlanVersion[],
  columns: readonly number[],
  limits: ReaderLimits,
): AsyncGenerator<OwnCells[], void, undefined> {
  for await (const event of readTable(file, (row: SheetRow) => matchHeader(row, plans), limits)) {
    if (event.kind !== 'rows') continue;
    yield event.rows
      .map(({ rowNumber, cells }): OwnCells => [rowNumber, columns.map((column) => written(cells.get(column)))])
      .filter(([, cells]) => cells.some((cell) => cell !== null));
  }
}

/** A number that a number holds stays one; a date is the day that it shows, a formula without a value nothing. */
function written(cell: RawCell | undefined): string | number | null {
  if (!cell || cell.kind === 'formula') return null;
  return cell.kind === 'number' && cell.value !== undefined && Math.abs(cell.value) < 1e15 ? cell.value : cell.text;
}
