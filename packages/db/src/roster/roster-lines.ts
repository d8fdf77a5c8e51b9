import { type RowIssue, severityOf } from '@huzhu/domain/roster/issue-codes';
import { CopyEncoder } from '../copy/copy-encoder.ts';
import type { LaterIssue, SealedRow } from './sealed-row.ts';

/** Where rows belong. */
export interface RosterPlace {
  readonly rosterVersionId: string;
  readonly unitId: number;
}

/** Rows and their issues as COPY takes them (tuples of CopyEncoder), so that the thread that read them makes all of it. */
export interface RosterLines {
  readonly rows: Uint8Array;
  readonly issues: Uint8Array;
}

export const COPY_ROWS = `copy roster_row (roster_version_id, row_number, unit_id, sheet_row, name, search_key, document_type,
  id_cipher, id_hash, id_masked, sex, birth_date, phone, shares, hire_date, note, employee_name, ledger_hash, ledger_name,
  raw_cipher, hidden, error_count, warning_count) from stdin (format binary)`;
const ROW_COLUMNS = 23;
export const COPY_ISSUES =
  'copy row_issue (roster_version_id, row_number, unit_id, code, severity, field, plan_code, details) from stdin (format binary)';
const ISSUE_COLUMNS = 8;

/** @param sheetOffset how far the rows' numbers lie above those of their sheet */
export function rosterLines(place: RosterPlace, sealed: readonly SealedRow[], sheetOffset = 0): RosterLines {
  const rows = new CopyEncoder();
  const issues = new CopyEncoder();
  for (const row of sealed) {
    writeRow(rows, place, row, sheetOffset);
    for (const issue of row.issues) writeIssue(issues, place, row.rowNumber, issue);
  }
  return { rows: rows.take(), issues: issues.take() };
}

export function issueLines(place: RosterPlace, found: readonly LaterIssue[]): Uint8Array {
  const issues = new CopyEncoder();
  for (const issue of found) writeIssue(issues, place, issue.rowNumber, issue);
  return issues.take();
}

/** The columns of COPY_ROWS. */
function writeRow(to: CopyEncoder, place: RosterPlace, row: SealedRow, sheetOffset: number): void {
  let errors = 0;
  for (const { code } of row.issues) if (severityOf(code) === 'error') errors += 1;
  to.row(ROW_COLUMNS);
  to.uuid(place.rosterVersionId);
  to.integer(row.rowNumber);
  to.bigint(place.unitId);
  to.integer(row.rowNumber - sheetOffset);
  to.text(row.name);
  to.text(row.searchKey);
  to.text(row.documentType);
  to.bytes(row.idCipher);
  to.bytes(row.idHash);
  to.text(row.idMasked);
  to.text(row.sex);
  to.date(row.birthDate);
  to.text(row.phone);
  to.json(row.shares);
  to.date(row.hireDate);
  to.text(row.note);
  to.text(row.employeeName);
  to.bytes(row.ledgerHash);
  to.text(row.ledgerName);
  to.bytes(row.rawCipher);
  to.boolean(row.hidden);
  to.smallint(errors);
  to.smallint(row.issues.length - errors);
}

/** The columns of COPY_ISSUES. */
function writeIssue(to: CopyEncoder, place: RosterPlace, rowNumber: number, issue: RowIssue): void {
  to.row(ISSUE_COLUMNS);
  to.uuid(place.rosterVersionId);
  to.integer(rowNumber);
  to.bigint(place.unitId);
  to.text(issue.code);
  to.text(severityOf(issue.code));
  to.text(issue.field);
  to.text(issue.planCode);
  to.json(issue.details);
}
