import { type RowIssue, severityOf } from '@huzhu/domain/roster/issue-codes';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { copyJson } from '../copy/copy-json.ts';
import { rosterRow, rowIssue } from './roster.table.ts';
import type { LaterIssue, SealedRow } from './sealed-row.ts';

/** A row read anew, and the revision that its edit began with. */
export interface RowUpdate {
  readonly sealed: SealedRow;
  readonly revision: number;
  /** The mark 已修改. */
  readonly corrected: boolean;
}

/**
 * Writes rows that were read anew, each if it still has the revision its edit began with, in one statement however many.
 * What became empty or unreadable is null: no old value is kept.
 * @returns the numbers of the rows that were written
 */
export async function updateRows(
  tx: Transaction,
  rosterVersionId: string,
  updates: readonly RowUpdate[],
): Promise<number[]> {
  if (updates.length === 0) return [];
  const rows = await tx.execute<{ row_number: number }>(sql`
    update roster_row r set name = w.name, search_key = w.search_key, document_type = w.document_type,
      id_cipher = decode(w.id_cipher, 'base64'), id_hash = decode(w.id_hash, 'base64'), id_masked = w.id_masked,
      sex = w.sex, birth_date = w.birth_date, phone = w.phone, shares = w.shares, hire_date = w.hire_date, note = w.note,
      employee_name = w.employee_name, ledger_hash = decode(w.ledger_hash, 'base64'), ledger_name = w.ledger_name,
      raw_cipher = decode(w.raw_cipher, 'base64'), hidden = w.hidden, corrected = w.corrected, revision = r.revision + 1
    from jsonb_to_recordset(${copyJson(updates.map(written))}::text::jsonb) as w (
      row_number int, revision int, name text, search_key text, document_type text, id_cipher text, id_hash text,
      id_masked text, sex text, birth_date date, phone text, shares jsonb, hire_date date, note text, employee_name text,
      ledger_hash text, ledger_name text, raw_cipher text, hidden boolean, corrected boolean)
    where r.roster_version_id = ${rosterVersionId} and r.row_number = w.row_number and r.revision = w.revision
    returning r.row_number`);
  return rows.map((row) => row.row_number);
}

function written({ sealed, revision, corrected }: RowUpdate) {
  return {
    row_number: sealed.rowNumber,
    revision,
    corrected,
    name: sealed.name,
    search_key: sealed.searchKey,
    document_type: sealed.documentType,
    id_cipher: base64(sealed.idCipher),
    id_hash: base64(sealed.idHash),
    id_masked: sealed.idMasked,
    sex: sealed.sex,
    birth_date: sealed.birthDate,
    phone: sealed.phone,
    shares: sealed.shares,
    hire_date: sealed.hireDate,
    note: sealed.note,
    employee_name: sealed.employeeName,
    ledger_hash: base64(sealed.ledgerHash),
    ledger_name: sealed.ledgerName,
    raw_cipher: base64(sealed.rawCipher),
    hidden: sealed.hidden,
  };
}

const base64 = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('base64');

const BATCH = 1000;

/**
 * Puts these findings in place of all that the rows had, in a few statements however many rows there are. The rows'
 * counts are not touched: judgeLedger, which judges last, counts them anew.
 */
export async function replaceRowIssues(
  tx: Transaction,
  at: { readonly rosterVersionId: string; readonly unitId: number },
  rowNumbers: readonly number[],
  findings: readonly LaterIssue[],
): Promise<void> {
  await tx
    .delete(rowIssue)
    .where(
      and(
        eq(rowIssue.rosterVersionId, at.rosterVersionId),
        sql`${rowIssue.rowNumber} = any(${`{${rowNumbers.join(',')}}`}::int[])`,
      ),
    );
  for (let start = 0; start < findings.length; start += BATCH) {
    const batch = findings.slice(start, start + BATCH);
    await tx.insert(rowIssue).values(
      batch.map((finding) => ({
        rosterVersionId: at.rosterVersionId,
        unitId: at.unitId,
        rowNumber: finding.rowNumber,
        ...stored(finding),
      })),
    );
  }
}

/** Replaces what was known of these rows' cover elsewhere by new findings, and counts them. */
export async function addRowIssues(
  tx: Transaction,
  at: { rosterVersionId: string; unitId: number },
  findings: readonly LaterIssue[],
): Promise<void> {
  const rowNumbers = [...new Set(findings.map((finding) => finding.rowNumber))];
  if (rowNumbers.length === 0) return;
  const these = and(eq(rowIssue.rosterVersionId, at.rosterVersionId), inArray(rowIssue.rowNumber, rowNumbers));
  const codes = [...new Set(findings.map((finding) => finding.code))];
  await tx.delete(rowIssue).where(and(these, inArray(rowIssue.code, codes)));
  await tx
    .insert(rowIssue)
    .values(findings.map((finding) => ({ ...at, rowNumber: finding.rowNumber, ...stored(finding) })));
  const count = (severity: string) =>
    sql`(select count(*) from ${rowIssue} where ${rowIssue.rosterVersionId} = ${rosterRow.rosterVersionId}
         and ${rowIssue.rowNumber} = ${rosterRow.rowNumber} and ${rowIssue.severity} = ${severity})`;
  await tx
    .update(rosterRow)
    .set({ errorCount: count('error'), warningCount: count('warning') })
    .where(and(eq(rosterRow.rosterVersionId, at.rosterVersionId), inArray(rosterRow.rowNumber, rowNumbers)));
}

const stored = (issue: RowIssue) => ({
  code: issue.code,
  severity: severityOf(issue.code),
  field: issue.field,
  planCode: issue.planCode ?? null,
  details: issue.details,
});
