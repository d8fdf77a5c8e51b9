import { readApplication } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { sealText } from '@huzhu/db/crypto/id-cipher';
import { countRefunds, listRefundsIn, moveRefund, type RefundRecord, readRefund } from '@huzhu/db/refund/refund-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { calledApplication } from '@huzhu/domain/application/application.schema';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { formatYuan } from '@huzhu/domain/money/money';
import {
  advanceRefund,
  REFUND_STATES,
  REFUND_TRANSITIONS,
  type RefundEvent,
  type RefundState,
} from '@huzhu/domain/payment/payment-state';
import { maskIdNumber } from '@huzhu/domain/person/identity';
import type {
  approveRefundInput,
  failRefundInput,
  ProposeRefundInput,
  RefundList,
  RefundView,
  SettleRefundInput,
} from '@huzhu/domain/refund/refund.schema';
import type { z } from 'zod';
import { type Actor, refuseOwnWork, scopeOf } from '../access/actor.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { notify } from '../notification/notify.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';

/** 退款办理: the refunds in a state, the oldest first. */
export async function listRefunds(services: Services, actor: Actor, state: RefundState): Promise<RefundList> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const counts = await countRefunds(tx);
    const rows = await listRefundsIn(tx, state);
    return {
      counts: Object.fromEntries(
        (Object.keys(REFUND_STATES) as RefundState[]).map((each) => [each, counts.get(each) ?? 0]),
      ) as RefundList['counts'],
      items: rows.map((row) => viewRefund(row, actor)),
    };
  });
}

/** 提出退款: to which account. May be proposed anew until another has approved it. */
export const proposeRefund = (services: Services, actor: Actor, input: ProposeRefundInput) =>
  move(services, actor, 'propose', input, () => ({
    proposedBy: actor.staffId,
    payeeName: input.payeeName,
    payeeBank: input.payeeBank,
    payeeAccountCipher: sealText(services.idCipherKeys, 'bank-account', input.payeeAccount),
    payeeAccountMasked: maskIdNumber(input.payeeAccount),
  }));

/** 同意退款, by another account than the one that proposed it. @throws OWN_WORK, REFUND_NOT_PROPOSED */
export const approveRefund = (services: Services, actor: Actor, input: z.infer<typeof approveRefundInput>) =>
  move(services, actor, 'approve', input, (refund) => {
    if (refund.proposedBy === null) throw new DomainError('REFUND_NOT_PROPOSED');
    refuseOwnWork(actor, [refund.proposedBy]);
    return { approvedBy: actor.staffId };
  });

/** 退款到账. @throws CONFIRM_BEFORE_PAID */
export const settleRefund = (services: Services, actor: Actor, input: SettleRefundInput) =>
  move(services, actor, 'succeed', input, (_refund, today) => {
    if (input.paidOn > today) throw new DomainError('CONFIRM_BEFORE_PAID');
    return { paidOn: input.paidOn, bankReference: input.bankReference, failure: null };
  });

/** 退款失败: the bank sent it back; 再次退款 follows. */
export const failRefund = (services: Services, actor: Actor, input: z.infer<typeof failRefundInput>) =>
  move(services, actor, 'fail', input, () => ({ failure: input.reason }));

export const retryRefund = (services: Services, actor: Actor, input: z.infer<typeof approveRefundInput>) =>
  move(services, actor, 'retry', input, () => ({}));

async function move(
  services: Services,
  actor: Actor,
  event: RefundEvent,
  input: {
    readonly requestId: string;
    readonly refundNumber: string;
    readonly version: number;
    readonly reason?: string;
  },
  change: (refund: RefundRecord, today: CalendarDate) => Parameters<typeof moveRefund>[3],
): Promise<void> {
  const today = await services.clock.today();
  await withScope(services.db, scopeOf(actor), async (tx) => {
    await once(tx, actor, `refund.${event}`, input, async () => {
      const refund = await readRefund(tx, input.refundNumber);
      const to = refund && advanceRefund(refund.state, event);
      if (!to || refund.version !== input.version) throw new DomainError('REFUND_MOVED');
      if (!(await moveRefund(tx, refund, to, change(refund, today)))) throw new DomainError('REFUND_MOVED');
      await tell(tx, actor, refund, event, input);
      return null;
    });
  });
}

async function tell(
  tx: Transaction,
  actor: Actor,
  refund: RefundRecord,
  event: RefundEvent,
  input: { readonly requestId: string; readonly reason?: string },
): Promise<void> {
  const application = await readApplication(tx, { id: refund.applicationId });
  if (!application) return;
  await recordApplicationEvent(tx, actor, application, {
    action: REFUND_TRANSITIONS[event].label,
    requestId: input.requestId,
    by: ['finance'],
    ...(input.reason ? { reason: input.reason } : {}),
    details: { refund: refund.number, amountFen: refund.amountFen },
  });
  if (event !== 'succeed') return;
  await notify(tx, actor, application, 'unit', {
    kind: 'payment_confirmed',
    sentence: `${calledApplication(application)} 的退款 ${formatYuan(refund.amountFen)} 已到账（${refund.reason}）。`,
  });
}

function viewRefund(row: Awaited<ReturnType<typeof listRefundsIn>>[number], actor: Actor): RefundView {
  const { refund, applicationNumber, unitName } = row;
  const { number, version, state, amountFen, reason, bankReference, paidOn, failure, payeeName, payeeBank } = refund;
  return {
    number,
    version,
    state,
    applicationNumber,
    unitName,
    amountFen,
    reason,
    bankReference,
    paidOn,
    failure,
    createdAt: refund.createdAt.toISOString(),
    payee:
      refund.proposedBy !== null && payeeName !== null
        ? {
            name: payeeName,
            bank: payeeBank ?? '',
            accountMasked: refund.payeeAccountMasked ?? '',
            proposedBy: row.proposedByName ?? '',
          }
        : null,
    payer: row.payerName !== null ? { name: row.payerName, bank: row.payerBank ?? '' } : null,
    approvedBy: row.approvedByName,
    own: refund.proposedBy === actor.staffId,
  };
}
