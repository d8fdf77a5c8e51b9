import { z } from 'zod';
import { applicationNumber, moveInput, premiumLine } from '../application/application.schema.ts';
import { calendarDate } from '../calendar/calendar-date.ts';
import { PAYMENT_STATES, type PaymentState, REFUND_STATES, type RefundState } from './payment-state.ts';

const fen = z.int('请填写金额，例如 1600.00').min(1, '金额应大于 0').max(100_000_000_000, '金额过大，请核对');

/** An account number as it is typed: with blanks or hyphens between the digits. */
export const payerAccount = z
  .string()
  .transform((text) => text.normalize('NFKC').replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{6,30}$/, '请填写账号，6 到 30 位数字'));

/** 划款信息 (manual 2.5): 下一步 → 选择付款 → 【提交】. */
export const submitPaymentInput = moveInput.extend({
  payerName: z.string().trim().min(2, '请填写付款户名').max(100, '付款户名最多 100 个字'),
  payerBank: z.string().trim().min(2, '请填写开户银行').max(100, '开户银行最多 100 个字'),
  payerAccount,
  amountFen: fen,
  paidOn: z.string().min(1, '请选择付款日期').pipe(calendarDate),
  serialNumber: z.string().trim().min(4, '请填写银行流水号').max(60, '流水号最多 60 个字符'),
  /** Of the voucher that was uploaded before; null where the bank gave none. */
  voucherId: z.uuid().nullable(),
});
export type SubmitPaymentInput = z.infer<typeof submitPaymentInput>;

/** What finance finds on the account (【确认收款】). */
export const confirmPaymentInput = moveInput.extend({
  receivedFen: fen,
  receivedOn: z.string().min(1, '请选择到账日期').pipe(calendarDate),
  bankReference: z.string().trim().min(4, '请填写银行回单号或流水号').max(60, '最多 60 个字符'),
});
export type ConfirmPaymentInput = z.infer<typeof confirmPaymentInput>;

const paymentState = z.enum(Object.keys(PAYMENT_STATES) as [PaymentState, ...PaymentState[]]);
const refundState = z.enum(Object.keys(REFUND_STATES) as [RefundState, ...RefundState[]]);

/** 缴费通知书 as the page shows it beside the picture of the paper. */
export const paymentNoticeView = z.object({
  number: z.string(),
  version: z.int(),
  issuedOn: calendarDate,
  dueOn: calendarDate,
  daysLeft: z.int(),
  matchCode: z.string(),
  totalFen: z.int(),
  totalInWords: z.string(),
  headcount: z.int(),
  payee: z.object({ name: z.string(), number: z.string(), bank: z.string() }),
  /** What was issued before there were supplements says nothing of pro-rating. */
  lines: z.array(
    premiumLine.extend({ proRata: premiumLine.shape.proRata.optional(), groups: premiumLine.shape.groups.optional() }),
  ),
  /** False until the worker has rendered the PDF. */
  ready: z.boolean(),
  opened: z.boolean(),
  voided: z.object({ at: z.iso.datetime(), reason: z.string() }).nullable(),
});
export type PaymentNoticeView = z.infer<typeof paymentNoticeView>;

export const paymentView = z.object({
  state: paymentState,
  payerName: z.string(),
  payerBank: z.string(),
  payerAccountMasked: z.string(),
  amountFen: z.int(),
  paidOn: calendarDate,
  serialNumber: z.string(),
  hasVoucher: z.boolean(),
  submittedBy: z.string(),
  submittedAt: z.iso.datetime(),
  reason: z.string().nullable(),
  receivedFen: z.int().nullable(),
  receivedOn: calendarDate.nullable(),
  bankReference: z.string().nullable(),
});
export type PaymentView = z.infer<typeof paymentView>;

/** 保单缴费 of one application: the notice that stands and what was paid, newest first. */
export const paymentPage = z.object({
  number: applicationNumber,
  version: z.int(),
  notice: paymentNoticeView.nullable(),
  payments: z.array(paymentView),
  refunds: z.array(
    z.object({
      number: z.string(),
      version: z.int(),
      state: refundState,
      amountFen: z.int(),
      reason: z.string(),
      createdAt: z.iso.datetime(),
    }),
  ),
});
export type PaymentPage = z.infer<typeof paymentPage>;
