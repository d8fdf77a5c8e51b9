import { readApplication } from '@huzhu/db/application/read-application';
import { findLapsed, moveEarlyInvoice } from '@huzhu/db/invoice/early-invoice-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { calledApplication } from '@huzhu/domain/application/application.schema';
import { EARLY_INVOICE_TRANSITIONS } from '@huzhu/domain/invoice/early-invoice-state';
import { TIMER } from '../access/actor.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { notify } from '../notification/notify.ts';
import type { Services } from '../services.ts';

const MOST_AT_ONCE = 200;

/**
 * The timer's part: invoices that were issued early and not paid by the day that the unit promised become 逾期, and both sides are
 * told. The application stays: it may not be voided before finance has 红冲 the invoice. @returns how many
 */
export async function lapseEarlyInvoices(services: Services): Promise<number> {
  const today = await services.clock.today();
  return withScope(services.db, { all: true }, async (tx) => {
    const lapsed = await findLapsed(tx, today, MOST_AT_ONCE);
    for (const early of lapsed) {
      const application = await readApplication(tx, { id: early.applicationId });
      if (!application || !(await moveEarlyInvoice(tx, early, EARLY_INVOICE_TRANSITIONS.lapse.to))) continue;
      await recordApplicationEvent(tx, TIMER, application, { action: EARLY_INVOICE_TRANSITIONS.lapse.label });
      await notify(tx, TIMER, application, 'finance', {
        kind: 'early_invoice_decided',
        sentence: `${application.unit.name}的提前开票（${application.number}）过了 ${early.payBy} 没有付款，请催缴或红冲。`,
      });
      await notify(tx, TIMER, application, 'unit', {
        kind: 'early_invoice_decided',
        sentence: `${calledApplication(application)} 已提前开票，过了 ${early.payBy} 还没有付款。请尽快缴费，否则发票将红冲。`,
      });
    }
    return lapsed.length;
  });
}
