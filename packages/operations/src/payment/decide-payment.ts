import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { settleCover } from '@huzhu/db/cover/settle-cover';
import { carryEarlyInvoice } from '@huzhu/db/invoice/early-invoice-store';
import { type PaymentNoticeRecord, readLastNotice } from '@huzhu/db/payment/payment-notice-store';
import { decidePayment, type PaymentRecord, readLastPayment } from '@huzhu/db/payment/payment-store';
import {
  type ApplicationView,
  calledApplication,
  type MoveWithReasonInput,
} from '@huzhu/domain/application/application.schema';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { formatYuan } from '@huzhu/domain/money/money';
import type { ConfirmPaymentInput } from '@huzhu/domain/payment/payment.schema';
import { type Actor, refuseOwnWork } from '../access/actor.ts';
import { changeOnce } from '../application/change-once.ts';
import { lockForMove } from '../application/lock-for-move.ts';
import { moveApplication } from '../application/move-application.ts';
import { openRefund } from '../application/open-refund.ts';
import { referenceTerm, refusalOfParent } from '../application/reference-term.ts';
import { notify } from '../notification/notify.ts';
import type { Services } from '../services.ts';

/**
 * 确认收款: the money is there, the cover waits for its date. What was paid too much opens a refund.
 * @throws OWN_WORK, UNDERPAID, CONFIRM_BEFORE_PAID, and the refusals of a move
 */
export async function confirmPayment(
  services: Services,
  actor: Actor,
  input: ConfirmPaymentInput,
): Promise<ApplicationView> {
  return changeOnce(services, actor, 'payment.confirm', input, async (tx, today) => {
    const decision = await lockForDecision(tx, actor, input, 'confirm_payment');
    const { receivedFen, receivedOn, bankReference, requestId } = input;
    await settlePayment(tx, actor, decision, { receivedFen, receivedOn, bankReference }, { today, requestId });
    return decision.application.number;
  });
}

export interface Decision {
  readonly application: ApplicationRecord;
  readonly payment: PaymentRecord;
  readonly notice: PaymentNoticeRecord;
}

/** The money that was stated is there; whoever found it, by hand or by a receipt, has locked what is decided. */
export async function settlePayment(
  tx: Transaction,
  actor: Actor,
  { application, payment, notice }: Decision,
  received: Pick<ConfirmPaymentInput, 'receivedFen' | 'receivedOn' | 'bankReference'>,
  { today, requestId }: { readonly today: CalendarDate; readonly requestId: string },
): Promise<void> {
  const { receivedFen, receivedOn, bankReference } = received;
  if (receivedOn > today) throw new DomainError('CONFIRM_BEFORE_PAID');
  const over = receivedFen - notice.totalFen;
  if (over < 0) {
    throw new DomainError('UNDERPAID', {
      received: formatYuan(receivedFen),
      total: formatYuan(notice.totalFen),
      missing: formatYuan(-over),
    });
  }
  await decidePayment(tx, payment.id, {
    state: 'confirmed',
    decidedBy: actor.staffId,
    decidedOn: today,
    receivedFen,
    receivedOn,
    bankReference,
  });
  // The later of the requested date and the day after the confirmation (domain.md, Lifecycle): never retroactive.
  const { start, end } = referenceTerm(application, today);
  const late = refusalOfParent(application, start);
  if (late) throw late;
  if (!end) throw new DomainError('ROSTER_MISSING');
  const term = { start, end };
  await moveApplication(tx, actor, application, 'confirm_payment', {
    requestId,
    fields: { effectiveDate: term.start, endDate: term.end },
    details: { notice: notice.number, receivedFen, bankReference },
  });
  await settleCover(tx, application.id, term, 'pending');
  // Issued early it is paid now; asked for and not issued, it is issued like any other from now on.
  await carryEarlyInvoice(tx, application.id, 'pay');
  await carryEarlyInvoice(tx, application.id, 'close', '款项已到账，按发票信息开票');
  if (over > 0) await openRefund(tx, application, { cause: 'overpaid', amountFen: over, reason: '多缴' }, today);
  await notify(tx, actor, application, 'society_admin', {
    kind: 'payment_confirmed',
    sentence: `${application.unit.name}的 ${application.number} 已收款，请设置生效时间。`,
  });
  await notify(tx, actor, application, 'unit', {
    kind: 'payment_confirmed',
    sentence: `${calledApplication(application)} 已收款 ${formatYuan(receivedFen)}，等待互助会设置生效时间。`,
  });
}

/** 退回划款信息: back to 待缴费 with the reason; the notice stands. */
export async function refusePayment(
  services: Services,
  actor: Actor,
  input: MoveWithReasonInput,
): Promise<ApplicationView> {
  return changeOnce(services, actor, 'payment.refuse', input, async (tx, today) => {
    const { application, payment } = await lockForDecision(tx, actor, input, 'refuse_payment');
    await decidePayment(tx, payment.id, {
      state: 'returned',
      decidedBy: actor.staffId,
      decidedOn: today,
      reason: input.reason,
    });
    await moveApplication(tx, actor, application, 'refuse_payment', {
      requestId: input.requestId,
      reason: input.reason,
    });
    await notify(tx, actor, application, 'unit', {
      kind: 'payment_refused',
      sentence: `${calledApplication(application)} 的划款信息已退回：${input.reason}`,
    });
    return application.number;
  });
}

/** @throws OWN_WORK, NOT_FOUND, and the refusals of a move */
export async function lockForDecision(
  tx: Transaction,
  actor: Actor,
  input: { readonly number: string; readonly version: number },
  event: 'confirm_payment' | 'refuse_payment',
): Promise<Decision> {
  const application = await lockForMove(tx, actor, input, event);
  const payment = await readLastPayment(tx, application.id);
  const notice = await readLastNotice(tx, application.id);
  if (payment?.state !== 'submitted' || !notice) throw new DomainError('NOT_FOUND');
  refuseOwnWork(actor, [payment.submittedBy, application.submittedBy, notice.issuedBy]);
  return { application, payment, notice };
}
