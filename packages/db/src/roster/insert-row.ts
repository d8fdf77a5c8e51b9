import { eq, max } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { rosterRow } from './roster.table.ts';
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
export async function insertRow(
  tx: Transaction,
  at: { readonly rosterVersionId: string; readonly unitId: number },
  { issues: _, ...row }: SealedRow,
): Promise<void> {
  await tx.insert(rosterRow).values({ ...at, ...row, sheetRow: null });
}
