import type { Attempt } from '@huzhu/domain/job/attempt';
import { type RowIssue, severityOf } from '@huzhu/domain/roster/issue-codes';
import type { Sql } from '../connect.ts';
import { copyJson, copyLine } from '../copy/copy-line.ts';
import { copyText } from '../copy/copy-text.ts';
import { holdAttempt, type SqlTransaction } from '../job/hold-attempt.ts';
import { inTransaction } from '../scope/in-transaction.ts';
import type { LaterIssue, SealedRow } from './sealed-row.ts';

export interface RosterTarget extends Attempt {
  readonly rosterVersionId: string;
  readonly unitId: number;
}

/**
 * Stores a batch of rows and their issues: all or nothing, and only while the attempt is the job's (AttemptFenced).
 * COPY, because batched inserts are 40 times slower (performance.md); as huzhu_worker, since COPY cannot run under
 * row-level security. Batches of 1,000 to 5,000 rows keep the transaction, and so the hold on the job, short.
 */
export async function copyRosterBatch(sql: Sql, target: RosterTarget, rows: readonly SealedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await inTransaction(sql, async (tx) => {
    await holdAttempt(tx, target);
    await storeRows(tx, [{ ...target, rows }]);
  });
}

/** Where rows belong. */
export type RosterPlace = Pick<RosterTarget, 'rosterVersionId' | 'unitId'>;

/**
 * Rows and their issues, inside a transaction that holds an attempt or is nobody's (the demo). Many rosters at once are
 * two COPYs: each costs a round trip that waits for the other side's acknowledgement.
 */
export async function storeRows(
  tx: SqlTransaction,
  rosters: readonly (RosterPlace & { readonly rows: readonly SealedRow[] })[],
): Promise<void> {
  const lines = rosters.flatMap((roster) => roster.rows.map((row) => rowLine(roster, row)));
  const issues = rosters.flatMap((roster) =>
    roster.rows.flatMap((row) => row.issues.map((issue) => issueLine(roster, row.rowNumber, issue))),
  );
  await copyText(tx, COPY_ROWS, lines.join(''));
  if (issues.length > 0) await copyText(tx, COPY_ISSUES, issues.join(''));
}

/** Adds issues to rows that are stored, and counts them in on those rows, in one statement however many. */
export async function copyRowIssues(sql: Sql, target: RosterTarget, issues: readonly LaterIssue[]): Promise<void> {
  if (issues.length === 0) return;
  await inTransaction(sql, async (tx) => {
    await holdAttempt(tx, target);
    await storeIssues(tx, target, issues);
  });
}

/** As storeRows, for findings about rows that are stored. */
export async function storeIssues(
  tx: SqlTransaction,
  target: RosterPlace,
  issues: readonly LaterIssue[],
): Promise<void> {
  if (issues.length === 0) return;
  const text = issues.map((issue) => issueLine(target, issue.rowNumber, issue)).join('');
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
  await copyText(tx, COPY_ISSUES, text);
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

const COPY_ROWS = `copy roster_row (roster_version_id, row_number, unit_id, sheet_row, name, search_key, document_type,
  id_cipher, id_hash, id_masked, sex, birth_date, phone, shares, hire_date, note, employee_name, ledger_hash, ledger_name,
  raw_cipher, hidden, error_count, warning_count) from stdin`;
const COPY_ISSUES =
  'copy row_issue (roster_version_id, row_number, unit_id, code, severity, field, plan_code, details) from stdin';

function rowLine(target: RosterPlace, row: SealedRow): string {
  const errors = row.issues.reduce((sum, issue) => sum + (severityOf(issue.code) === 'error' ? 1 : 0), 0);
  return copyLine([
    target.rosterVersionId,
    row.rowNumber,
    target.unitId,
    row.sheetRow ?? row.rowNumber,
    row.name,
    row.searchKey,
    row.documentType,
    row.idCipher,
    row.idHash,
    row.idMasked,
    row.sex,
    row.birthDate,
    row.phone,
    copyJson(row.shares),
    row.hireDate,
    row.note,
    row.employeeName,
    row.ledgerHash,
    row.ledgerName,
    row.rawCipher,
    row.hidden,
    errors,
    row.issues.length - errors,
  ]);
}

function issueLine(target: RosterPlace, rowNumber: number, issue: RowIssue): string {
  return copyLine([
    target.rosterVersionId,
    rowNumber,
    target.unitId,
    issue.code,
    severityOf(issue.code),
    issue.field,
    issue.planCode,
    copyJson(issue.details),
  ]);
}
