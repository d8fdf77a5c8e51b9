import { insertEarlyInvoice, readEarlyInvoiceFor } from '@huzhu/db/invoice/early-invoice-store';
import { saveInvoiceRequest } from '@huzhu/db/invoice/invoice-store';
import { readLastNotice } from '@huzhu/db/payment/payment-notice-store';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { InvoicePage, RequestEarlyInvoiceInput } from '@huzhu/domain/invoice/invoice.schema';
import { formatYuan } from '@huzhu/domain/money/money';
import type { Actor } from '../access/actor.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { requirePaper } from '../document/receive-paper.ts';
import { notify } from '../notification/notify.ts';
import type { Services } from '../services.ts';
import { changeInvoicing } from './change-invoicing.ts';
import { requireInvoiceable } from './save-invoice-request.ts';

/**
 * 【提前开票申请】 → 【提交】 (manual 2.5): with the stamped 承诺书. The application stays in 待缴费. What the invoice shall state is kept as its
 * 发票信息 too, so that nobody types it twice.
 * @throws EARLY_INVOICE_OPEN, EARLY_INVOICE_AMOUNT, PAPER_MISSING, INVOICE_STANDING, FORBIDDEN, ILLEGAL_TRANSITION
 */
export async function requestEarlyInvoice(
  services: Services,
  actor: Actor,
  input: RequestEarlyInvoiceInput,
): Promise<InvoicePage> {
  return changeInvoicing(services, actor, 'invoice.requestEarly', input, async (tx, application) => {
    await requireInvoiceable(tx, actor, application, ['pending_payment']);
    const notice = await readLastNotice(tx, application.id);
    if (!notice || notice.voidedAt) throw new DomainError('NOT_FOUND');
    if (await readEarlyInvoiceFor(tx, application.id, 'close')) throw new DomainError('EARLY_INVOICE_OPEN');
    if (input.amountFen !== notice.totalFen) {
      throw new DomainError('EARLY_INVOICE_AMOUNT', { total: formatYuan(notice.totalFen) });
    }
    const paper = await requirePaper(tx, actor, application, 'undertaking', input.paperId);
    const { title, creditCode, email, type, reason, amountFen } = input;
    const subject = { applicationId: application.id, unitId: application.unitId };
    await insertEarlyInvoice(tx, {
      ...subject,
      title,
      creditCode,
      email,
      type,
      reason,
      amountFen,
      payBy: notice.dueOn,
      undertakingFileId: paper.id,
      requestedBy: actor.staffId,
    });
    await saveInvoiceRequest(tx, { ...subject, title, creditCode, email, type, updatedBy: actor.staffId });
    await recordApplicationEvent(tx, actor, application, {
      action: '提交提前开票申请',
      requestId: input.requestId,
      details: { title, amountFen },
    });
    await notify(tx, actor, application, 'reviewer', {
      kind: 'early_invoice_requested',
      sentence: `${application.unit.name}就 ${application.number} 申请提前开票 ${formatYuan(amountFen)}，请审核承诺书。`,
    });
  });
}
