import { type RowIssue, severityOf } from '@huzhu/domain/roster/issue-codes';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import type { RosterRowRecord } from './read-rows.ts';
import { rosterRow, rowIssue } from './roster.table.ts';
import type { LaterIssue } from './sealed-row.ts';

type RowFields = Partial<Omit<RosterRowRecord, 'rosterVersionId' | 'rowNumber' | 'unitId' | 'revision'>>;

/** Writes a corrected row if it still has the revision the edit began with. @returns whether it had */
export async function updateRow(
  tx: Transaction,
  at: { rosterVersionId: string; rowNumber: number; revision: number },
  fields: RowFields,
): Promise<boolean> {
  const rows = await tx
    .update(rosterRow)
    .set({ ...fields, revision: sql`${rosterRow.revision} + 1` })
    .where(
      and(
        eq(rosterRow.rosterVersionId, at.rosterVersionId),
        eq(rosterRow.rowNumber, at.rowNumber),
        eq(rosterRow.revision, at.revision),
      ),
    )
    .returning({ rowNumber: rosterRow.rowNumber });
  return rows.length === 1;
}

/** Puts these issues in place of the row's old ones and counts them. */
export async function replaceRowIssues(
  tx: Transaction,
  at: { rosterVersionId: string; rowNumber: number; unitId: number },
  issues: readonly RowIssue[],
): Promise<void> {
  const here = and(eq(rowIssue.rosterVersionId, at.rosterVersionId), eq(rowIssue.rowNumber, at.rowNumber));
  await tx.delete(rowIssue).where(here);
  if (issues.length > 0) {
    await tx.insert(rowIssue).values(
      issues.map((issue) => ({
        rosterVersionId: at.rosterVersionId,
        rowNumber: at.rowNumber,
        unitId: at.unitId,
        ...stored(issue),
      })),
    );
  }
  const errors = issues.filter((issue) => severityOf(issue.code) === 'error').length;
  await tx
    .update(rosterRow)
    .set({ errorCount: errors, warningCount: issues.length - errors })
    .where(and(eq(rosterRow.rosterVersionId, at.rosterVersionId), eq(rosterRow.rowNumber, at.rowNumber)));
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
