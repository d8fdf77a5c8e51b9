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

/** Stores a row made by hand: it stands in no sheet. Its issues are written when it is judged. */
export function insertRow(tx: Transaction, at: RosterPlace, row: SealedRow): Promise<void> {
  return insertRows(tx, at, [row]);
}

/** As many as one statement has room for: a few hundred. */
export async function insertRows(tx: Transaction, at: RosterPlace, rows: readonly SealedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.insert(rosterRow).values(rows.map(({ issues: _, ...row }) => ({ ...at, ...row, sheetRow: null })));
}
