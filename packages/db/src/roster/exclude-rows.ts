import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { ISSUE_CODES } from '@huzhu/domain/roster/issue-codes';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { rosterRow } from './roster.table.ts';
import type { LaterIssue } from './sealed-row.ts';
import { addRowIssues } from './write-row.ts';

/**
 * Persons whose age does not fit a plan on another first day of cover (domain.md, hard case 3). The rule of recountAges, asked
 * of a roster that is frozen: nothing is written.
 */
export async function findAgesOutside(
  tx: Transaction,
  applicationId: number,
  rosterVersionId: string,
  start: CalendarDate,
): Promise<LaterIssue[]> {
  const rows = await tx.execute<{ row_number: number; plan_code: string; details: LaterIssue['details'] }>(sql`
    select row.row_number, plan.code as plan_code,
      jsonb_build_object('reference', ${start}::text, 'age', of_row.age, 'plan', version.data->>'name',
        'min', (version.data->'age'->>'min')::int, 'max', (version.data->'age'->>'max')::int) as details
    from ${rosterRow} row
    cross join lateral (select extract(year from age(${start}::date, row.birth_date))::int as age) of_row
    join application_plan line on line.application_id = ${applicationId}
    join plan on plan.id = line.plan_id
    join plan_version version on version.id = line.plan_version_id
    where row.roster_version_id = ${rosterVersionId} and row.state = 'active' and row.birth_date is not null
      and coalesce((row.shares->>plan.code)::int, 0) > 0
      and (of_row.age < (version.data->'age'->>'min')::int or of_row.age > (version.data->'age'->>'max')::int)
    order by row.row_number`);
  return rows.map((row) => ({
    rowNumber: row.row_number,
    code: 'AGE_OUT_OF_RANGE',
    field: ISSUE_CODES.AGE_OUT_OF_RANGE.field,
    planCode: row.plan_code,
    details: row.details,
  }));
}

/** 不予承保: the rows leave the list that is insured, each with its reason; their cover, which never began, is given up. */
export async function excludeRows(
  tx: Transaction,
  roster: { readonly applicationId: number; readonly rosterVersionId: string; readonly unitId: number },
  findings: readonly LaterIssue[],
): Promise<number> {
  const rowNumbers = [...new Set(findings.map((finding) => finding.rowNumber))];
  if (rowNumbers.length === 0) return 0;
  await addRowIssues(tx, roster, findings);
  await tx
    .update(rosterRow)
    .set({ state: 'excluded' })
    .where(and(eq(rosterRow.rosterVersionId, roster.rosterVersionId), inArray(rosterRow.rowNumber, rowNumbers)));
  await tx.execute(sql`select drop_cover(${roster.applicationId}, ${`{${rowNumbers.join(',')}}`}::int[])`);
  return rowNumbers.length;
}
