import type { Attempt } from '@huzhu/domain/job/attempt';
import { severityOf } from '@huzhu/domain/roster/issue-codes';
import type { Sql } from '../connect.ts';
import { copyBinary } from '../copy/copy-binary.ts';
import { holdAttempt, type SqlTransaction } from '../job/hold-attempt.ts';
import { inTransaction } from '../scope/in-transaction.ts';
import { COPY_ISSUES, COPY_ROWS, issueLines, type RosterLines, type RosterPlace } from './roster-lines.ts';
import type { LaterIssue } from './sealed-row.ts';

export interface RosterTarget extends Attempt {
  readonly rosterVersionId: string;
  readonly unitId: number;
}

/**
 * Stores a batch of rows and their issues: all or nothing, and only while the attempt is the job's (AttemptFenced).
 * COPY, because batched inserts are 40 times slower (performance.md); as huzhu_worker, since COPY cannot run under
 * row-level security. Batches of 500 to 5,000 rows keep the transaction, and so the hold on the job, short.
 */
export async function copyRosterLines(sql: Sql, target: RosterTarget, lines: RosterLines): Promise<void> {
  if (lines.rows.length === 0) return;
  await inTransaction(sql, async (tx) => {
    await holdAttempt(tx, target);
    await storeLines(tx, [lines]);
  });
}

/** Lines of one or many rosters, inside a transaction that holds an attempt or is nobody's (the demo): two COPYs in all. */
export async function storeLines(tx: SqlTransaction, rosters: readonly RosterLines[]): Promise<void> {
  await copyBinary(
    tx,
    COPY_ROWS,
    rosters.map(({ rows }) => rows),
  );
  const issues = rosters.map((lines) => lines.issues).filter(({ length }) => length > 0);
  if (issues.length > 0) await copyBinary(tx, COPY_ISSUES, issues);
}

/** Adds issues to rows that are stored, and counts them in on those rows, in one statement however many. */
export async function copyRowIssues(sql: Sql, target: RosterTarget, issues: readonly LaterIssue[]): Promise<void> {
  if (issues.length === 0) return;
  await inTransaction(sql, async (tx) => {
    await holdAttempt(tx, target);
    await storeIssues(tx, target, issues);
  });
}

/** As storeLines, for findings about rows that are stored. */
export async function storeIssues(
  tx: SqlTransaction,
  target: RosterPlace,
  issues: readonly LaterIssue[],
): Promise<void> {
  if (issues.length === 0) return;
  const counts = new Map<number, { errors: number; warnings: number }>();
  for (const issue of issues) {
    const count = counts.get(issue.rowNumber) ?? { errors: 0, warnings: 0 };
    if (severityOf(issue.code) === 'error') count.errors += 1;
    else count.warnings += 1;
    counts.set(issue.rowNumber, count);
  }
  const numbers = [...counts.keys()].sort((a, b) => a - b);
  const errors = numbers.map((number) => counts.get(number)?.errors ?? 0);
  const warnings = numbers.map((number) => counts.get(number)?.warnings ?? 0);
  await copyBinary(tx, COPY_ISSUES, [issueLines(target, issues)]);
  await tx`
    update roster_row r set error_count = r.error_count + c.errors, warning_count = r.warning_count + c.warnings
    from unnest(${numbers}::int[], ${errors}::int[], ${warnings}::int[]) as c (row_number, errors, warnings)
    where r.roster_version_id = ${target.rosterVersionId} and r.row_number = c.row_number`;
}

/**
 * Removes what an earlier attempt stored of a version that was never published, so that a retry starts from nothing.
 * @returns how many rows there were
 */
export async function clearRosterRows(sql: Sql, target: RosterTarget): Promise<number> {
  return inTransaction(sql, async (tx) => {
    await holdAttempt(tx, target);
    await tx`delete from row_issue where roster_version_id = ${target.rosterVersionId}`;
    const gone = await tx`
        delete from roster_row r where r.roster_version_id = ${target.rosterVersionId}
          and exists (select 1 from roster_version v where v.id = r.roster_version_id and v.published_at is null)`;
    return gone.count;
  });
}
