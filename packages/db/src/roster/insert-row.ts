import { eq, max } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { rosterRow } from './roster.table.ts';
import type { RosterPlace } from './roster-lines.ts';
import type { SealedRow } from './sealed-row.ts';

/** The highest number of any row of a roster, deleted ones too; 0 when it has none. */
export async function lastRowNumber(tx: Transaction, rosterVersionId: string): Promise<number> {
  const [row] = await tx
    .select({ last: max(rosterRow.rowNumber) })
    .from(rosterRow)
    .where(eq(rosterRow.rosterVersionId, rosterVersionId));
  return row?.last ?? 0;
}

/** A row has two dozen values, a statement 65,535 at most. */
const BATCH = 1_000;

/** Stores rows made by hand: they stand in no sheet. Their issues are written when they are judged. */
export async function insertRows(tx: Transaction, at: RosterPlace, rows: readonly SealedRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.slice(start, start + BATCH);
    await tx.insert(rosterRow).values(batch.map(({ issues: _, ...row }) => ({ ...at, ...row, sheetRow: null })));
  }
}
