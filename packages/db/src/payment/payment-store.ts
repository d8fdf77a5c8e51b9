import { desc, eq, sql } from 'drizzle-orm';
import { staff } from '../account/staff.table.ts';
import type { Transaction } from '../connect.ts';
import { payment, refund } from './payment.table.ts';

export type PaymentRecord = typeof payment.$inferSelect;

export async function insertPayment(tx: Transaction, values: typeof payment.$inferInsert): Promise<void> {
  await tx.insert(payment).values(values);
}

/** What the unit stated last. */
export async function readLastPayment(tx: Transaction, applicationId: number): Promise<PaymentRecord | undefined> {
  const [row] = await tx
    .select()
    .from(payment)
    .where(eq(payment.applicationId, applicationId))
    .orderBy(desc(payment.submittedAt))
    .limit(1);
  return row;
}

/** All that was stated, newest first, with who stated it. */
export async function listPayments(tx: Transaction, applicationId: number) {
  return tx
    .select({ payment, submittedBy: staff.name })
    .from(payment)
    .innerJoin(staff, eq(staff.id, payment.submittedBy))
    .where(eq(payment.applicationId, applicationId))
    .orderBy(desc(payment.submittedAt));
}

export async function decidePayment(
  tx: Transaction,
  id: string,
  values: Pick<typeof payment.$inferInsert, 'state' | 'decidedBy' | 'decidedOn'> &
    Partial<Pick<typeof payment.$inferInsert, 'reason' | 'receivedFen' | 'receivedOn' | 'bankReference'>>,
): Promise<void> {
  await tx
    .update(payment)
    .set({ ...values, decidedAt: sql`now()` })
    .where(eq(payment.id, id));
}

export async function insertRefund(tx: Transaction, values: typeof refund.$inferInsert): Promise<void> {
  await tx.insert(refund).values(values);
}

export async function listRefunds(tx: Transaction, applicationId: number) {
  return tx.select().from(refund).where(eq(refund.applicationId, applicationId)).orderBy(desc(refund.createdAt));
}
