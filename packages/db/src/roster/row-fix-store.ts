import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import type { RosterRowRecord } from './read-rows.ts';
import { rosterRow, rowFix } from './roster.table.ts';

/** Keeps what stands in rows that an act is about to change. The next revision of each is the fix's. */
export async function rememberRows(
  tx: Transaction,
  rosterVersionId: string,
  fixId: string,
  rowNumbers: readonly number[],
): Promise<void> {
  await tx.execute(sql`
    insert into row_fix (roster_version_id, fix_id, row_number, unit_id, revision, raw_cipher, corrected)
    select roster_version_id, ${fixId}, row_number, unit_id, revision + 1, raw_cipher, corrected
    from roster_row where roster_version_id = ${rosterVersionId} and row_number = any(${`{${rowNumbers.join(',')}}`}::int[])`);
}

/** Marks rows that an act has just made, so that taking it back deletes those that nobody touched since. */
export async function rememberAdded(
  tx: Transaction,
  rosterVersionId: string,
  fixId: string,
  rowNumbers: readonly number[],
): Promise<void> {
  await tx.execute(sql`
    insert into row_fix (roster_version_id, fix_id, row_number, unit_id, revision, raw_cipher, corrected, added)
    select roster_version_id, ${fixId}, row_number, unit_id, revision, raw_cipher, corrected, true
    from roster_row where roster_version_id = ${rosterVersionId} and row_number = any(${`{${rowNumbers.join(',')}}`}::int[])`);
}

/** Rows that a fix made and nobody changed or deleted since, in row order. */
export async function findAddedRows(tx: Transaction, rosterVersionId: string, fixId: string): Promise<number[]> {
  const rows = await tx.execute<{ row_number: number }>(sql`
    select r.row_number from row_fix f join roster_row r on r.roster_version_id = f.roster_version_id
      and r.row_number = f.row_number and r.revision = f.revision and r.state = 'active'
    where f.roster_version_id = ${rosterVersionId} and f.fix_id = ${fixId} and f.added order by r.row_number`);
  return rows.map((row) => row.row_number);
}

/** How many rows a fix changed or made, whatever became of them; 0 when it was taken back, or on another version of the roster. */
export async function countFixedRows(tx: Transaction, rosterVersionId: string, fixId: string): Promise<number> {
  return tx.$count(rowFix, and(eq(rowFix.rosterVersionId, rosterVersionId), eq(rowFix.fixId, fixId)));
}

/**
 * The rows of a fix that nobody changed or deleted since, with the texts and the mark they had before, in row order.
 * @param page rows after this number, so many
 */
export async function readFixedRows(
  tx: Transaction,
  rosterVersionId: string,
  fixId: string,
  page: { readonly after: number; readonly limit: number },
): Promise<RosterRowRecord[]> {
  const found = await tx
    .select({ row: rosterRow, rawCipher: rowFix.rawCipher, corrected: rowFix.corrected })
    .from(rowFix)
    .innerJoin(
      rosterRow,
      and(
        eq(rosterRow.rosterVersionId, rowFix.rosterVersionId),
        eq(rosterRow.rowNumber, rowFix.rowNumber),
        eq(rosterRow.revision, rowFix.revision),
        eq(rosterRow.state, 'active'),
      ),
    )
    .where(
      and(
        eq(rowFix.rosterVersionId, rosterVersionId),
        eq(rowFix.fixId, fixId),
        eq(rowFix.added, false),
        sql`${rowFix.rowNumber} > ${page.after}`,
      ),
    )
    .orderBy(rowFix.rowNumber)
    .limit(page.limit);
  return found.map(({ row, rawCipher, corrected }) => ({ ...row, rawCipher, corrected }));
}

/** A fix that was taken back cannot be taken back again. */
export async function forgetFix(tx: Transaction, rosterVersionId: string, fixId: string): Promise<void> {
  await tx.delete(rowFix).where(and(eq(rowFix.rosterVersionId, rosterVersionId), eq(rowFix.fixId, fixId)));
}
