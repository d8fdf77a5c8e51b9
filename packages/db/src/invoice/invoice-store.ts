import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { invoice } from './invoice.table.ts';

/** Whether an invoice was issued that has not been taken back (红冲): then the application may not be voided. */
export async function hasStandingInvoice(tx: Transaction, applicationId: number): Promise<boolean> {
  const rows = await tx
    .select({ id: invoice.id })
    .from(invoice)
    .where(and(eq(invoice.applicationId, applicationId), isNull(invoice.reversedAt)))
    .limit(1);
  return rows.length > 0;
}
