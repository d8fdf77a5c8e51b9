import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { and, desc, eq, sql } from 'drizzle-orm';
import { staff } from '../account/staff.table.ts';
import type { Transaction } from '../connect.ts';
import { termination } from './policy.table.ts';

export type TerminationRecord = typeof termination.$inferSelect;

export async function insertTermination(
  tx: Transaction,
  values: Pick<typeof termination.$inferInsert, 'applicationId' | 'unitId' | 'reason' | 'proposedBy'>,
): Promise<void> {
  await tx.insert(termination).values(values);
}

/** The newest proposal of an application, with who made it. */
export async function readLastTermination(tx: Transaction, applicationId: number) {
  const [row] = await tx
    .select({ termination, proposedBy: staff.name })
    .from(termination)
    .innerJoin(staff, eq(staff.id, termination.proposedBy))
    .where(eq(termination.applicationId, applicationId))
    .orderBy(desc(termination.proposedAt))
    .limit(1);
  return row && { ...row.termination, proposedByName: row.proposedBy };
}

/** Decides a proposal that stands. @returns whether it stood */
export async function decideTermination(
  tx: Transaction,
  id: string,
  decision: {
    readonly state: 'approved' | 'refused';
    readonly decidedBy: number;
    readonly lastDay?: CalendarDate;
    readonly refusal?: string;
  },
): Promise<boolean> {
  const rows = await tx
    .update(termination)
    .set({ ...decision, decidedAt: sql`now()` })
    .where(and(eq(termination.id, id), eq(termination.state, 'proposed')))
    .returning({ id: termination.id });
  return rows.length === 1;
}
