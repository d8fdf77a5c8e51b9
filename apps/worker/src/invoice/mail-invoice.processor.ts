import type { Processor } from '@huzhu/jobs/runtime/run-attempt';
import { mailInvoice } from '@huzhu/operations/invoice/mail-invoice';
import type { Services } from '@huzhu/operations/services';

/** Sends an issued invoice to the unit's address. */
export function mailInvoiceProcessor(services: Services): Processor<'mail-invoice'> {
  return ({ payload }) => mailInvoice(services, payload.invoiceId);
}
