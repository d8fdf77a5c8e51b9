import { type PaymentNoticeRecord, readLastNotice } from '@huzhu/db/payment/payment-notice-store';
import { listPayments, listRefunds, type PaymentRecord } from '@huzhu/db/payment/payment-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { type CalendarDate, dayNumber } from '@huzhu/domain/calendar/calendar-date';
import { toChineseAmount } from '@huzhu/domain/money/money';
import type { PaymentNoticeView, PaymentPage, PaymentView } from '@huzhu/domain/payment/payment.schema';
import { type Actor, scopeOf } from '../access/actor.ts';
import { loadApplication } from '../application/load-application.ts';
import type { Services } from '../services.ts';

/** 确认缴费信息 of one application: its notice, what was paid, what goes back. */
export async function getPaymentPage(services: Services, actor: Actor, number: string): Promise<PaymentPage> {
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, number);
    const notice = await readLastNotice(tx, application.id);
    const payments = await listPayments(tx, application.id);
    const refunds = await listRefunds(tx, application.id);
    return {
      number: application.number,
      version: application.version,
      notice: notice ? viewNotice(notice, today) : null,
      payments: payments.map(viewPayment),
      refunds: refunds.map((refund) => ({
        number: refund.number,
        version: refund.version,
        state: refund.state,
        amountFen: refund.amountFen,
        reason: refund.reason,
        createdAt: refund.createdAt.toISOString(),
      })),
    };
  });
}

function viewNotice(notice: PaymentNoticeRecord, today: CalendarDate): PaymentNoticeView {
  const { content } = notice;
  return {
    number: notice.number,
    version: notice.version,
    issuedOn: notice.issuedOn,
    dueOn: notice.dueOn,
    daysLeft: dayNumber(notice.dueOn) - dayNumber(today),
    matchCode: notice.matchCode,
    totalFen: notice.totalFen,
    totalInWords: toChineseAmount(notice.totalFen),
    headcount: content.headcount,
    payee: content.payee,
    lines: content.lines.map(({ groups, ...line }) => ({ ...line, ...(groups && { groups: [...groups] }) })),
    ready: notice.fileId !== null,
    opened: notice.openedAt !== null,
    voided: notice.voidedAt ? { at: notice.voidedAt.toISOString(), reason: notice.voidReason ?? '' } : null,
  };
}

function viewPayment({ payment, submittedBy }: { payment: PaymentRecord; submittedBy: string }): PaymentView {
  return {
    state: payment.state,
    payerName: payment.payerName,
    payerBank: payment.payerBank,
    payerAccountMasked: payment.payerAccountMasked,
    amountFen: payment.amountFen,
    paidOn: payment.paidOn,
    serialNumber: payment.serialNumber,
    hasVoucher: payment.voucherFileId !== null,
    submittedBy,
    submittedAt: payment.submittedAt.toISOString(),
    reason: payment.reason,
    receivedFen: payment.receivedFen,
    receivedOn: payment.receivedOn,
    bankReference: payment.bankReference,
  };
}
