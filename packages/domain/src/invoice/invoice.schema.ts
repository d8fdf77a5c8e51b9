import { z } from 'zod';
import { applicationNumber, contactPhone, requestId } from '../application/application.schema.ts';
import { type ApplicationState, applicationState } from '../application/application-state.ts';
import { calendarDate } from '../calendar/calendar-date.ts';
import { readCreditCode } from '../person/credit-code.ts';
import { EARLY_INVOICE_STATES, type EarlyInvoiceState } from './early-invoice-state.ts';

export const INVOICE_TYPES = {
  ordinary: '数电票（普通发票）',
  special: '数电票（增值税专用发票）',
} as const;
export type InvoiceType = keyof typeof INVOICE_TYPES;
const invoiceType = z.enum(Object.keys(INVOICE_TYPES) as [InvoiceType, ...InvoiceType[]]);
const earlyInvoiceState = z.enum(Object.keys(EARLY_INVOICE_STATES) as [EarlyInvoiceState, ...EarlyInvoiceState[]]);

/** From the notice to the end of the cover the unit may say what its invoice shall state. */
export const INVOICEABLE_STATES: readonly ApplicationState[] = [
  'pending_payment',
  'pending_verification',
  'pending_effective',
  'in_force',
  'expired',
];
/** The money is confirmed: finance may issue what the unit asked for. */
export const PAID_STATES: readonly ApplicationState[] = ['pending_effective', 'in_force', 'expired'];

const title = z.string().trim().min(2, '请填写发票抬头').max(100, '发票抬头最多 100 个字');
/** Read as typed; a code whose check digit fails is let through with a flag for finance (GB 32100-2015, domain.md). */
const creditCode = z
  .string()
  .trim()
  .min(1, '请填写统一社会信用代码')
  .transform((text, context) => {
    const { code, verdict } = readCreditCode(text);
    if (verdict === 'malformed') {
      context.addIssue({
        code: 'custom',
        message: '统一社会信用代码是 18 位数字或大写字母，不含 I、O、S、V、Z，请核对',
      });
    }
    return code;
  });
const email = z
  .string()
  .trim()
  .min(1, '请填写接收发票的邮箱')
  .max(100, '邮箱最多 100 个字符')
  .pipe(z.email('邮箱格式不对，例如 gonghui@example.com'));
const reason = z.string().trim().min(2, '请写明原因').max(200, '原因最多 200 个字');

/** 发票信息 (manual 2.5, 【添加发票信息】). */
export const saveInvoiceRequestInput = z.strictObject({
  requestId,
  number: applicationNumber,
  title,
  creditCode,
  email,
  phone: z.union([z.literal(''), contactPhone]),
  type: invoiceType,
  remark: z.string().trim().max(100, '备注最多 100 个字'),
});
export type SaveInvoiceRequestInput = z.infer<typeof saveInvoiceRequestInput>;

/** 【下载提前开票承诺书】: what the paper is filled in with; the manual lets the rest be written by hand, so all but the title may be empty. */
export const prepareUndertakingInput = z.strictObject({
  requestId,
  number: applicationNumber,
  title,
  creditCode: z.union([z.literal(''), creditCode]),
  email: z.union([z.literal(''), email]),
  type: invoiceType,
  reason,
});
export type PrepareUndertakingInput = z.infer<typeof prepareUndertakingInput>;

/** 【提前开票申请】 → 【提交】. */
export const requestEarlyInvoiceInput = z.strictObject({
  requestId,
  number: applicationNumber,
  title,
  creditCode,
  email,
  type: invoiceType,
  reason,
  amountFen: z.int('请填写金额，例如 1600.00').min(1, '金额应大于 0'),
  /** The stamped 承诺书 that was uploaded before. */
  paperId: z.uuid('请先上传已盖章的承诺书'),
});
export type RequestEarlyInvoiceInput = z.infer<typeof requestEarlyInvoiceInput>;

const earlyInvoiceRef = z.strictObject({
  requestId,
  number: applicationNumber,
  id: z.uuid(),
  /** The version of the request that the page showed. */
  version: z.int(),
});
export const approveEarlyInvoiceInput = earlyInvoiceRef;
export const refuseEarlyInvoiceInput = earlyInvoiceRef.extend({ reason });

/** 20 digits of a 数电票. */
const invoiceNumber = z
  .string()
  .trim()
  .regex(/^\d{20}$/, '数电票号码是 20 位数字，请对照发票核对');

export const issueInvoiceInput = z.strictObject({
  requestId,
  number: applicationNumber,
  invoiceNumber,
  issuedOn: z.string().min(1, '请选择开票日期').pipe(calendarDate),
  /** The PDF that was uploaded before. */
  paperId: z.uuid('请先上传发票 PDF'),
});
export type IssueInvoiceInput = z.infer<typeof issueInvoiceInput>;

export const reverseInvoiceInput = z.strictObject({ requestId, number: applicationNumber, invoiceNumber, reason });
export type ReverseInvoiceInput = z.infer<typeof reverseInvoiceInput>;

const invoiceRequestView = z.object({
  title: z.string(),
  creditCode: z.string(),
  email: z.string(),
  phone: z.string(),
  type: invoiceType,
  remark: z.string(),
  updatedBy: z.string(),
  updatedAt: z.iso.datetime(),
  /** For finance: the title is not the unit's name, the code fails its check digit. Both are allowed. */
  titleDiffers: z.boolean(),
  codeDoubtful: z.boolean(),
});
export type InvoiceRequestView = z.infer<typeof invoiceRequestView>;

const earlyInvoiceView = z.object({
  id: z.uuid(),
  version: z.int(),
  state: earlyInvoiceState,
  title: z.string(),
  creditCode: z.string(),
  email: z.string(),
  type: invoiceType,
  reason: z.string(),
  amountFen: z.int(),
  payBy: calendarDate,
  requestedBy: z.string(),
  requestedAt: z.iso.datetime(),
  /** Why it was refused or closed. */
  refusal: z.string().nullable(),
  /** The asker has requested it, so another has to judge it. */
  own: z.boolean(),
});
export type EarlyInvoiceView = z.infer<typeof earlyInvoiceView>;

const invoiceView = z.object({
  number: z.string(),
  title: z.string(),
  type: invoiceType,
  amountFen: z.int(),
  issuedOn: calendarDate,
  issuedBy: z.string(),
  early: z.boolean(),
  mailedTo: z.string().nullable(),
  reversed: z.object({ at: z.iso.datetime(), reason: z.string() }).nullable(),
});
export type InvoiceView = z.infer<typeof invoiceView>;

/** All that concerns the invoice of one application. */
export const invoicePage = z.object({
  number: applicationNumber,
  state: applicationState,
  unit: z.object({ name: z.string(), creditCode: z.string().nullable() }),
  /** What an invoice issued now is about; null while no notice stands and nothing was paid. */
  amountFen: z.int().nullable(),
  /** Day by which an early invoice has to be paid: the notice's. */
  dueOn: calendarDate.nullable(),
  request: invoiceRequestView.nullable(),
  /** The undertaking that was last filled in. */
  undertaking: z.object({ number: z.string(), version: z.int(), ready: z.boolean() }).nullable(),
  early: z.array(earlyInvoiceView),
  invoices: z.array(invoiceView),
  /** What the asker may do now. */
  may: z.object({
    request: z.boolean(),
    requestEarly: z.boolean(),
    judgeEarly: z.boolean(),
    issue: z.boolean(),
    reverse: z.boolean(),
  }),
});
export type InvoicePage = z.infer<typeof invoicePage>;

/** 发票办理: what waits for the reviewer (提前开票 待审), for finance (待开票, 逾期), and what was issued. */
export const INVOICE_DESK_TABS = {
  early: '提前开票待审',
  open: '待开票',
  overdue: '逾期未收款',
  issued: '已开票',
} as const;
export type InvoiceDeskTab = keyof typeof INVOICE_DESK_TABS;
const invoiceDeskTab = z.enum(Object.keys(INVOICE_DESK_TABS) as [InvoiceDeskTab, ...InvoiceDeskTab[]]);

export const listInvoiceDeskInput = z.strictObject({
  tab: invoiceDeskTab,
  query: z.string().trim().max(60).default(''),
  page: z.int().min(1).max(100_000).default(1),
  pageSize: z.int().min(10).max(100).default(10),
});

export const invoiceDesk = z.object({
  counts: z.record(invoiceDeskTab, z.int()),
  total: z.int(),
  items: z.array(
    z.object({
      applicationNumber,
      applicationState,
      unitName: z.string(),
      title: z.string(),
      amountFen: z.int(),
      /** Since when it waits, or when it was issued. */
      since: z.iso.datetime(),
      early: z.boolean(),
      payBy: calendarDate.nullable(),
      invoiceNumber: z.string().nullable(),
    }),
  ),
});
export type InvoiceDesk = z.infer<typeof invoiceDesk>;
