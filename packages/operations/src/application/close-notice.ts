import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { carryEarlyInvoice } from '@huzhu/db/invoice/early-invoice-store';
import { readStandingInvoice } from '@huzhu/db/invoice/invoice-store';
import { voidNotice } from '@huzhu/db/payment/payment-notice-store';
import { DomainError } from '@huzhu/domain/error/domain-error';

/**
 * An application that goes back or ends takes its 缴费通知书 with it, and a 提前开票 that nobody has issued yet.
 * @returns the notice's number, undefined when none stood
 * @throws INVOICE_STANDS: what was invoiced must be 红冲 first
 */
export async function closeNotice(
  tx: Transaction,
  application: Pick<ApplicationRecord, 'id'>,
  reason: string,
): Promise<string | undefined> {
  if (await readStandingInvoice(tx, application.id)) throw new DomainError('INVOICE_STANDS');
  await carryEarlyInvoice(tx, application.id, 'close', reason);
  return voidNotice(tx, application.id, reason);
}
