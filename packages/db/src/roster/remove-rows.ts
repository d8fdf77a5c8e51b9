import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { type RosterRowRecord, type RowFilter, rowCondition } from './read-rows.ts';
import { rosterRow } from './roster.table.ts';

/** Which rows: these numbers, or all that match a filter. */
export type RowChoice = { readonly rowNumbers: readonly number[] } | { readonly filter: RowFilter };

/**
 * Deletes active rows in one statement, however many. A deleted row stays in the table, marked with the act that
 * deleted it. @returns the numbers of the rows that were deleted now (one that was gone already is not among them)
 */
export async function removeRows(
  tx: Transaction,
  rosterVersionId: string,
  choice: RowChoice,
  deletionId: string,
): Promise<number[]> {
  const rows = await tx
    .update(rosterRow)
    .set({ state: 'deleted', deletionId, revision: sql`${rosterRow.revision} + 1` })
    .where(
      'filter' in choice
        ? rowCondition(rosterVersionId, choice.filter)
        : and(
            eq(rosterRow.rosterVersionId, rosterVersionId),
            eq(rosterRow.state, 'active'),
            sql`${rosterRow.rowNumber} = any(${numbers(choice.rowNumbers)})`,
          ),
    )
    .returning({ rowNumber: rosterRow.rowNumber });
  return rows.map((row) => row.rowNumber);
}

/** Brings deleted rows back: these, or all that one act deleted. @returns the numbers of the rows that came back */
export async function restoreRows(
  tx: Transaction,
  rosterVersionId: string,
  choice: { readonly rowNumbers: readonly number[] } | { readonly deletionId: string },
): Promise<number[]> {
  const rows = await tx
    .update(rosterRow)
    .set({ state: 'active', deletionId: null, revision: sql`${rosterRow.revision} + 1` })
    .where(
      and(
        eq(rosterRow.rosterVersionId, rosterVersionId),
        eq(rosterRow.state, 'deleted'),
        'deletionId' in choice
          ? eq(rosterRow.deletionId, choice.deletionId)
          : sql`${rosterRow.rowNumber} = any(${numbers(choice.rowNumbers)})`,
      ),
    )
    .returning({ rowNumber: rosterRow.rowNumber });
  return rows.map((row) => row.rowNumber);
}

/** The active rows of the persons who stand in these rows, whatever state those are in. */
export async function findTwinsOf(
  tx: Transaction,
  rosterVersionId: string,
  rowNumbers: readonly number[],
): Promise<number[]> {
  if (rowNumbers.length === 0) return [];
  const rows = await tx.execute<{ row_number: number }>(sql`
    select row_number from roster_row
    where roster_version_id = ${rosterVersionId} and state = 'active' and id_hash in (
      select id_hash from roster_row
      where roster_version_id = ${rosterVersionId} and id_hash is not null and row_number = any(${numbers(rowNumbers)}))`);
  return rows.map((row) => row.row_number);
}

/**
 * Of persons who stand on the list in several exactly equal rows: all rows but the first.
 * @param rowNumber only the person of that row; absent: everybody
 */
export async function findSurplusTwins(
  tx: Transaction,
  rosterVersionId: string,
  rowNumber?: number,
): Promise<number[]> {
  const rows = await tx.execute<{ row_number: number }>(sql`
    select row_number from (
      select r.row_number, row_number() over (partition by r.id_hash order by r.row_number) as place
      from roster_row r
      where r.roster_version_id = ${rosterVersionId} and r.state = 'active' and r.id_hash is not null
        and exists (select 1 from row_issue i where i.roster_version_id = r.roster_version_id
          and i.row_number = r.row_number and i.code = 'ID_DUPLICATE_IN_FILE')
        ${
          rowNumber === undefined
            ? sql``
            : sql`and r.id_hash = (select id_hash from roster_row
                where roster_version_id = ${rosterVersionId} and row_number = ${rowNumber})`
        }
    ) twin
    where place > 1 order by row_number`);
  return rows.map((row) => row.row_number);
}

/** The active rows up to `lastRow` that are not among these, with what names them, in row order. */
export async function findRowsWithout(
  tx: Transaction,
  rosterVersionId: string,
  held: { readonly rowNumbers: readonly number[]; readonly lastRow: number },
): Promise<Pick<RosterRowRecord, 'rowNumber' | 'revision' | 'name' | 'idMasked'>[]> {
  return tx
    .select({
      rowNumber: rosterRow.rowNumber,
      revision: rosterRow.revision,
      name: rosterRow.name,
      idMasked: rosterRow.idMasked,
    })
    .from(rosterRow)
    .where(
      and(
        eq(rosterRow.rosterVersionId, rosterVersionId),
        eq(rosterRow.state, 'active'),
        sql`${rosterRow.rowNumber} <= ${held.lastRow}`,
        // A set that is hashed once; <> all() would be walked through for each row.
        sql`${rosterRow.rowNumber} not in (select unnest(${numbers(held.rowNumbers)}))`,
      ),
    )
    .orderBy(rosterRow.rowNumber);
}

const numbers = (rowNumbers: readonly number[]) => sql`${`{${rowNumbers.join(',')}}`}::int[]`;
