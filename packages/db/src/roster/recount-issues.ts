import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { joiningWhole } from './whole-roster.ts';

/** Brings the counts of errors and warnings on every row in line with its issues; rows whose counts are right are not touched. */
export async function recountIssues(tx: Transaction, rosterVersionId: string): Promise<void> {
  await joiningWhole(tx, () =>
    tx.execute(sql`
      update roster_row row
      set error_count = counted.errors, warning_count = counted.warnings
      from (
        select r.row_number,
               count(i.id) filter (where i.severity = 'error') as errors,
               count(i.id) filter (where i.severity = 'warning') as warnings
        from roster_row r
        left join row_issue i on i.roster_version_id = r.roster_version_id and i.row_number = r.row_number
        where r.roster_version_id = ${rosterVersionId}
        group by r.row_number
      ) counted
      where row.roster_version_id = ${rosterVersionId} and row.row_number = counted.row_number
        and (row.error_count, row.warning_count) is distinct from (counted.errors, counted.warnings)`),
  );
}
