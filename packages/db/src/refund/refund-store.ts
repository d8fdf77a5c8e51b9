import type { RefundState } from '@huzhu/domain/payment/payment-state';
import { and, asc, count, desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { staff } from '../account/staff.table.ts';
import { application } from '../application/application.table.ts';
import type { Transaction } from '../connect.ts';
import { payment, refund } from '../payment/payment.table.ts';
import { unit } from '../unit/unit.table.ts';

export type RefundRecord = typeof refund.$inferSelect;
type Change = Partial<
  Pick<
    typeof refund.$inferInsert,
    | 'proposedBy'
    | 'approvedBy'
    | 'payeeName'
    | 'payeeBank'
    | 'payeeAccountCipher'
    | 'payeeAccountMasked'
    | 'bankReference'
    | 'paidOn'
    | 'failure'
  >
>;

export async function readRefund(tx: Transaction, number: string): Promise<RefundRecord | undefined> {
  const [row] = await tx.select().from(refund).where(eq(refund.number, number)).for('update');
  return row;
}

/** One conditional update on (state, version). @returns whether nobody was faster */
export async function moveRefund(
  tx: Transaction,
  at: Pick<RefundRecord, 'id' | 'state' | 'version'>,
  to: RefundState,
  change: Change,
): Promise<boolean> {
  const rows = await tx
    .update(refund)
    .set({ ...change, state: to, version: sql`${refund.version} + 1`, updatedAt: sql`now()` })
    .where(and(eq(refund.id, at.id), eq(refund.state, at.state), eq(refund.version, at.version)))
    .returning({ id: refund.id });
  return rows.length === 1;
}

export async function countRefunds(tx: Transaction): Promise<ReadonlyMap<RefundState, number>> {
  const rows = await tx.select({ state: refund.state, n: count() }).from(refund).groupBy(refund.state);
  return new Map(rows.map((row) => [row.state, row.n]));
}

const proposer = alias(staff, 'proposer');
const approver = alias(staff, 'approver');

/** Refunds in a state, the oldest first, with what the unit had paid from. */
export async function listRefundsIn(tx: Transaction, state: RefundState) {
  return tx
    .select({
      refund,
      applicationNumber: application.number,
      unitName: unit.name,
      proposedByName: proposer.name,
      approvedByName: approver.name,
      payerName: payment.payerName,
      payerBank: payment.payerBank,
    })
    .from(refund)
    .innerJoin(application, eq(application.id, refund.applicationId))
    .innerJoin(unit, eq(unit.id, application.unitId))
    .leftJoin(proposer, eq(proposer.id, refund.proposedBy))
    .leftJoin(approver, eq(approver.id, refund.approvedBy))
    .leftJoin(payment, and(eq(payment.applicationId, application.id), eq(payment.state, 'confirmed')))
    .where(eq(refund.state, state))
    .orderBy(state === 'refunded' ? desc(refund.updatedAt) : asc(refund.createdAt))
    .limit(200);
}
