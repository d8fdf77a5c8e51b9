import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { ErrorDetails } from '@huzhu/domain/error/domain-error';
import { ISSUE_CODES, type IssueCode } from '@huzhu/domain/roster/issue-codes';
import type { Sql } from '../connect.ts';
import type { SqlTransaction } from '../job/hold-attempt.ts';
import type { LaterIssue } from '../roster/sealed-row.ts';

export interface CoverPeriod {
  readonly applicationId: number;
  readonly rosterVersionId: string;
  /** First and last day of the cover that is asked for (both 含当日). */
  readonly start: CalendarDate;
  readonly end: CalendarDate;
}

export interface OverlapRow {
  readonly row_number: number;
  readonly code: string;
  readonly plan_code: string;
  readonly details: ErrorDetails;
}

/**
 * Cover of the rows' persons under other applications, of any unit, that overlaps the period: one set-based statement
 * (migrations/0002_cover_check.sql). Names no unit. As huzhu_web inside a scope that holds the application's unit.
 * @param rows only these row numbers (an edit in place); absent: all active rows
 * @returns issues ALREADY_INSURED, SHARES_OVER_CAP_WITH_EXISTING, ALREADY_PENDING_ELSEWHERE, or COVER_NEEDS_REVIEW
 *   where the name on the other cover is not the row's
 */
export async function checkOverlaps(
  sql: Sql | SqlTransaction,
  period: CoverPeriod,
  rows?: readonly number[],
): Promise<LaterIssue[]> {
  const found = await sql<OverlapRow[]>`
    select row_number, code, plan_code, details
    from check_overlaps(${period.applicationId}, ${period.rosterVersionId}, ${period.start}::date, ${period.end}::date,
      ${rows ? [...rows] : null}::int[])`;
  return found.map(toIssue);
}

export function toIssue(row: OverlapRow): LaterIssue {
  const code = row.code as IssueCode;
  return {
    rowNumber: row.row_number,
    code,
    field: ISSUE_CODES[code].field,
    planCode: row.plan_code,
    details: row.details,
  };
}
