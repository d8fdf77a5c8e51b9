import { z } from 'zod';
import { applicationNumber, requestId } from '../application/application.schema.ts';
import { applicationState } from '../application/application-state.ts';
import { calendarDate } from '../calendar/calendar-date.ts';

/** Money on the society's account: 未认领 until it is said whose it is. */
export const RECEIPT_STATES = { open: '未认领', settled: '已认领', set_aside: '另行处理' } as const;
export type ReceiptState = keyof typeof RECEIPT_STATES;
const receiptState = z.enum(Object.keys(RECEIPT_STATES) as [ReceiptState, ...ReceiptState[]]);

export const listReceiptsInput = z.strictObject({
  tab: receiptState.default('open'),
  /** Part of payer, remark or 流水号. */
  query: z.string().trim().max(60).default(''),
  page: z.int().min(1).max(100_000).default(1),
  pageSize: z.int().min(10).max(100).default(20),
});

const receiptTarget = z.object({
  applicationNumber,
  version: z.int(),
  state: applicationState,
  unitName: z.string(),
  noticeNumber: z.string(),
  totalFen: z.int(),
  voided: z.boolean(),
});
export type ReceiptTarget = z.infer<typeof receiptTarget>;

export const receiptView = z.object({
  id: z.uuid(),
  receivedOn: calendarDate,
  amountFen: z.int(),
  /** What is not claimed yet. */
  leftFen: z.int(),
  payerName: z.string(),
  payerAccountMasked: z.string(),
  remark: z.string(),
  reference: z.string(),
  state: receiptState,
  note: z.string(),
  /** Proposed for an open one; null where nothing speaks for any application. */
  match: z.object({ targets: z.array(receiptTarget), reasons: z.array(z.string()), sure: z.boolean() }).nullable(),
  /** Where it went. */
  claimed: z.array(z.object({ applicationNumber, unitName: z.string(), amountFen: z.int(), refund: z.boolean() })),
});
export type ReceiptView = z.infer<typeof receiptView>;

export const receiptList = z.object({
  counts: z.record(receiptState, z.int()),
  total: z.int(),
  items: z.array(receiptView),
});
export type ReceiptList = z.infer<typeof receiptList>;

/** What became of an imported 银行流水. */
export const importedStatement = z.object({
  fileName: z.string(),
  /** Lines with money that came in. */
  lines: z.int(),
  added: z.int(),
  /** Imported before: the same day, amount, payer, remark and 流水号. */
  known: z.int(),
});
export type ImportedStatement = z.infer<typeof importedStatement>;

/** One receipt for one or several notices, or several receipts for one: every application is confirmed. */
export const claimReceiptsInput = z.strictObject({
  requestId,
  receiptIds: z.array(z.uuid()).min(1).max(20),
  applications: z
    .array(z.strictObject({ number: applicationNumber, version: z.int() }))
    .min(1)
    .max(20),
});
export type ClaimReceiptsInput = z.infer<typeof claimReceiptsInput>;

const reason = z.string().trim().min(2, '请写明原因').max(200, '原因最多 200 个字');

/** The application ended before the money came: it goes back. */
export const refundReceiptInput = z.strictObject({ requestId, receiptId: z.uuid(), number: applicationNumber, reason });
export const setAsideReceiptInput = z.strictObject({ requestId, receiptId: z.uuid(), reason });
export const reopenReceiptInput = z.strictObject({ requestId, receiptId: z.uuid() });

/** The lines of 每日对账. */
export const DAY_KINDS = { receipt: '银行到账', by_hand: '手工确认', refund: '退款' } as const;
type DayKind = keyof typeof DAY_KINDS;

/** 每日对账: what came in on a day beside what was confirmed for it. */
export const reconcileDayInput = z.strictObject({ day: calendarDate });
const figure = z.object({ count: z.int(), fen: z.int() });
export const reconciledDay = z.object({
  day: calendarDate,
  /** On the account by the imported statements. */
  received: figure,
  claimed: figure,
  open: figure,
  setAside: figure,
  /** 确认收款 with that day as 到账日期. */
  confirmed: figure,
  /** Of them without a receipt from a statement. */
  confirmedByHand: figure,
  /** 退款到账. */
  refunded: figure,
  /** Claimed for payments minus confirmed from statements: anything but 0 wants an explanation. */
  differenceFen: z.int(),
  lines: z.array(
    z.object({
      kind: z.enum(Object.keys(DAY_KINDS) as [DayKind, ...DayKind[]]),
      payerName: z.string(),
      reference: z.string(),
      amountFen: z.int(),
      state: z.string(),
      applications: z.array(applicationNumber),
    }),
  ),
});
export type ReconciledDay = z.infer<typeof reconciledDay>;
