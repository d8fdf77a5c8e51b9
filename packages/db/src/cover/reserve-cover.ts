import { severityOf } from '@huzhu/domain/roster/issue-codes';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import type { LaterIssue } from '../roster/sealed-row.ts';
import { type CoverPeriod, type OverlapRow, toIssue } from './check-overlaps.ts';

/**
 * Makes everybody who changes cover of these plans wait for one another until the transaction ends. A statement of
 * its own, before reserveCover: only then does the check see what the last holder of the lock committed.
 * Waits at most lock_timeout (5 s; SQLSTATE 55P03 → BUSY).
 */
export async function lockPlans(tx: Transaction, planIds: readonly number[]): Promise<void> {
  await tx.execute(sql`select lock_plans(${`{${planIds.join(',')}}`}::bigint[])`);
}

export interface Reservation {
  /** False: nothing was written, because a finding is an error. */
  readonly reserved: boolean;
  readonly findings: readonly LaterIssue[];
}

/**
 * Checks again and reserves cover for every active row and plan with 份 > 0, making unknown persons known.
 * Needs lockPlans over all plans of the application, earlier in the same transaction.
 */
export async function reserveCover(tx: Transaction, period: CoverPeriod): Promise<Reservation> {
  const rows = await tx.execute<OverlapRow & Record<string, unknown>>(sql`
    select row_number, code, plan_code, details from reserve_cover(${period.applicationId},
      ${period.rosterVersionId}::uuid, ${period.start}::date, ${period.end}::date)`);
  const findings = rows.map(toIssue);
  return { reserved: !findings.some((finding) => severityOf(finding.code) === 'error'), findings };
}

/** Gives up the application's reservation (rejected, withdrawn, voided). @returns how many rows of cover there were */
export async function releaseCover(tx: Transaction, applicationId: number): Promise<number> {
  const [row] = await tx.execute<{ released: number }>(sql`select release_cover(${applicationId}) as released`);
  return row?.released ?? 0;
}
