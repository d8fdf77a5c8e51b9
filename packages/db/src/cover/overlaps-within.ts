import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import type { LaterIssue } from '../roster/sealed-row.ts';
import { type CoverPeriod, type OverlapRow, toIssue } from './check-overlaps.ts';

/** checkOverlaps inside a transaction of the query builder. @param rowNumbers only these (an edit in place); absent: all */
export async function overlapsWithin(
  tx: Transaction,
  period: CoverPeriod,
  rowNumbers?: readonly number[],
): Promise<LaterIssue[]> {
  if (rowNumbers?.length === 0) return [];
  const found = await tx.execute<OverlapRow & Record<string, unknown>>(sql`
    select row_number, code, plan_code, details
    from check_overlaps(${period.applicationId}, ${period.rosterVersionId}::uuid, ${period.start}::date,
      ${period.end}::date, ${rowNumbers ? `{${rowNumbers.join(',')}}` : null}::int[])`);
  return found.map(toIssue);
}
