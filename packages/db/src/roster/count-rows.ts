import type { IssueCode, Severity } from '@huzhu/domain/roster/issue-codes';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { and, count, countDistinct, desc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { rosterRow, rowIssue } from './roster.table.ts';

export interface RosterCounts {
  readonly rows: number;
  readonly clean: number;
  readonly errorRows: number;
  readonly warningRows: number;
  readonly deleted: number;
  readonly corrected: number;
}

const filtered = (condition: ReturnType<typeof sql>) =>
  sql<number>`count(*) filter (where ${condition})`.mapWith(Number);

/** How many rows are active, clean, wrong. A row with an error and a warning counts in both. */
export async function countRows(tx: Transaction, rosterVersionId: string): Promise<RosterCounts> {
  const active = sql`${rosterRow.state} = 'active'`;
  const [row] = await tx
    .select({
      rows: filtered(active),
      clean: filtered(sql`${active} and ${rosterRow.errorCount} = 0 and ${rosterRow.warningCount} = 0`),
      errorRows: filtered(sql`${active} and ${rosterRow.errorCount} > 0`),
      warningRows: filtered(sql`${active} and ${rosterRow.warningCount} > 0`),
      deleted: filtered(sql`${rosterRow.state} = 'deleted'`),
      corrected: filtered(sql`${active} and ${rosterRow.corrected}`),
    })
    .from(rosterRow)
    .where(eq(rosterRow.rosterVersionId, rosterVersionId));
  return row ?? { rows: 0, clean: 0, errorRows: 0, warningRows: 0, deleted: 0, corrected: 0 };
}

/** Rows per cause among the active rows, and the columns it marks, most first. A row with several causes counts in each. */
export async function countCauses(
  tx: Transaction,
  rosterVersionId: string,
): Promise<{ code: IssueCode; severity: Severity; rows: number; fields: (RosterField | 'row')[] }[]> {
  const rows = countDistinct(rowIssue.rowNumber);
  return tx
    .select({
      code: rowIssue.code,
      severity: rowIssue.severity,
      rows,
      fields: sql<(RosterField | 'row')[]>`array_agg(distinct ${rowIssue.field})`,
    })
    .from(rowIssue)
    .innerJoin(
      rosterRow,
      and(
        eq(rosterRow.rosterVersionId, rowIssue.rosterVersionId),
        eq(rosterRow.rowNumber, rowIssue.rowNumber),
        eq(rosterRow.state, 'active'),
      ),
    )
    .where(eq(rowIssue.rosterVersionId, rosterVersionId))
    .groupBy(rowIssue.code, rowIssue.severity)
    .orderBy(desc(rows), rowIssue.code);
}

/** How many active rows hold how many 份 of each plan: all the premium needs, in one statement however many rows. */
export async function countShares(
  tx: Transaction,
  rosterVersionId: string,
): Promise<{ planCode: string; shares: number; persons: number }[]> {
  const plan = sql<string>`shares.key`;
  const shares = sql<number>`shares.value::int`.mapWith(Number);
  return tx
    .select({ planCode: plan, shares, persons: count() })
    .from(rosterRow)
    .innerJoin(sql`lateral jsonb_each_text(${rosterRow.shares}) as shares`, sql`true`)
    .where(
      and(eq(rosterRow.rosterVersionId, rosterVersionId), eq(rosterRow.state, 'active'), sql`shares.value::int > 0`),
    )
    .groupBy(sql`1`, sql`2`);
}
