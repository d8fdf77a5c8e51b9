import { z } from 'zod';
import { applicationNumber, requestId } from '../application/application.schema.ts';
import { calendarDate } from '../calendar/calendar-date.ts';
import { payerAccount } from '../payment/payment.schema.ts';
import { REFUND_STATES, type RefundState } from '../payment/payment-state.ts';

export const refundState = z.enum(Object.keys(REFUND_STATES) as [RefundState, ...RefundState[]]);

const refundNumber = z.string().regex(/^TK\d{8}-\d{4,8}[0-9A-Z]$/, '退款编号不正确');
const move = z.strictObject({ requestId, refundNumber, version: z.int() });

/** 提出退款: to which account; another account of finance has to approve it. */
export const proposeRefundInput = move.extend({
  payeeName: z.string().trim().min(2, '请填写收款户名').max(100, '收款户名最多 100 个字'),
  payeeBank: z.string().trim().min(2, '请填写开户银行').max(100, '开户银行最多 100 个字'),
  payeeAccount: payerAccount,
});
export type ProposeRefundInput = z.infer<typeof proposeRefundInput>;
export const approveRefundInput = move;
export const settleRefundInput = move.extend({
  paidOn: z.string().min(1, '请选择退款到账日期').pipe(calendarDate),
  bankReference: z.string().trim().min(4, '请填写银行回单号或流水号').max(60, '最多 60 个字符'),
});
export type SettleRefundInput = z.infer<typeof settleRefundInput>;
export const failRefundInput = move.extend({
  reason: z.string().trim().min(2, '请写明原因').max(200, '原因最多 200 个字'),
});

export const listRefundsInput = z.strictObject({ state: refundState.default('refund_pending') });

export const refundView = z.object({
  number: refundNumber,
  version: z.int(),
  state: refundState,
  applicationNumber,
  unitName: z.string(),
  amountFen: z.int(),
  reason: z.string(),
  createdAt: z.iso.datetime(),
  /** Where it goes; null until somebody has proposed it. */
  payee: z.object({ name: z.string(), bank: z.string(), accountMasked: z.string(), proposedBy: z.string() }).nullable(),
  /** What the unit paid from, to begin with. */
  payer: z.object({ name: z.string(), bank: z.string() }).nullable(),
  approvedBy: z.string().nullable(),
  bankReference: z.string().nullable(),
  paidOn: calendarDate.nullable(),
  failure: z.string().nullable(),
  /** The asker proposed it, so another has to approve it. */
  own: z.boolean(),
});
export type RefundView = z.infer<typeof refundView>;
export const refundList = z.object({ counts: z.record(refundState, z.int()), items: z.array(refundView) });
export type RefundList = z.infer<typeof refundList>;
