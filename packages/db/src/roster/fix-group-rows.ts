import type { FixGroup } from '@huzhu/domain/roster/grouped-fix.schema';
import type { IssueCode } from '@huzhu/domain/roster/issue-codes';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import type { SeenRow } from '@huzhu/domain/roster/seen-rows';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';

/** How many active rows a cause marks in which column, and what was written there; most rows first. */
export async function countFixGroups(
  tx: Transaction,
  rosterVersionId: string,
  code: IssueCode,
): Promise<{ field: RosterField | 'row'; value: string | null; rows: number }[]> {
  const rows = await tx.execute<{ field: RosterField | 'row'; value: string | null; rows: number }>(sql`
    select i.field, i.details ->> 'value' as value, count(distinct i.row_number)::int as rows
    from row_issue i join roster_row r on r.roster_version_id = i.roster_version_id and r.row_number = i.row_number
    where i.roster_version_id = ${rosterVersionId} and i.code = ${code} and r.state = 'active'
    group by 1, 2 order by 3 desc, 1, 2`);
  return [...rows];
}

/** The active rows of a group with their revisions, in row order. */
export async function findFixRows(
  tx: Transaction,
  rosterVersionId: string,
  group: FixGroup,
  limit: number,
): Promise<SeenRow[]> {
  const rows = await tx.execute<{ row_number: number; revision: number }>(sql`
    select r.row_number, r.revision from roster_row r
    where r.roster_version_id = ${rosterVersionId} and r.state = 'active' and r.row_number in (
      select i.row_number from row_issue i
      where i.roster_version_id = ${rosterVersionId} and i.code = ${group.code} and i.field = ${group.field}
        ${group.value === null ? sql`` : sql`and i.details ->> 'value' = ${group.value}`})
    order by r.row_number limit ${limit}`);
  return rows.map((row) => ({ rowNumber: row.row_number, revision: row.revision }));
}

/** How many of these rows have an error. */
export async function countWrongRows(
  tx: Transaction,
  rosterVersionId: string,
  rowNumbers: readonly number[],
): Promise<number> {
  const [row] = await tx.execute<{ rows: number }>(sql`
    select count(*)::int as rows from roster_row
    where roster_version_id = ${rosterVersionId} and error_count > 0
      and row_number = any(${`{${rowNumbers.join(',')}}`}::int[])`);
  return row?.rows ?? 0;
}
