import { z } from 'zod';
import { applicationNumber, contact, moveInput, requestId } from '../application/application.schema.ts';
import { calendarDate } from '../calendar/calendar-date.ts';
import { keysetCursor } from '../paging/keyset-cursor.ts';
import { planCode } from '../plan/plan.schema.ts';

export const setEffectiveDateInput = moveInput.extend({ effectiveDate: calendarDate });
export type SetEffectiveDateInput = z.infer<typeof setEffectiveDateInput>;

/** 批量设置生效时间. */
export const setEffectiveDatesInput = z.strictObject({
  requestId,
  applications: z
    .array(z.strictObject({ number: applicationNumber, version: z.int() }))
    .min(1, '请先勾选申请')
    .max(100, '一次最多设置 100 份'),
  effectiveDate: calendarDate,
});
export type SetEffectiveDatesInput = z.infer<typeof setEffectiveDatesInput>;
/** What became of each; `refusal` is null where the date was set. */
export const setEffectiveDatesResult = z.array(z.object({ number: applicationNumber, refusal: z.string().nullable() }));
export type SetEffectiveDatesResult = z.infer<typeof setEffectiveDatesResult>;

export const policyNumber = z.string().regex(/^HZ\d{8}-\d{4,8}[0-9A-Z]$/, '保单号不正确');
export const policyRef = z.strictObject({ policyNumber });

/** What a policy can be: the states of its application once cover began. */
export const POLICY_STATES = { in_force: '保障中', expired: '已到期', terminated: '已终止' } as const;
export const policyState = z.enum(['in_force', 'expired', 'terminated']);
export type PolicyState = z.infer<typeof policyState>;

/** The filters of 单位保单查询 without the page: what 导出 takes. */
export const listPoliciesInput = z.strictObject({
  /** Part of a policy or application number, or of a unit's name. */
  query: z.string().trim().max(60).default(''),
  unitCode: z.string().max(30).optional(),
  plan: planCode.optional(),
  state: policyState.optional(),
  /** The cover touches these days, both included. */
  from: calendarDate.optional(),
  to: calendarDate.optional(),
  /** In force, and the cover ends within EXPIRY_NOTICE_DAYS. */
  expiring: z.boolean().optional(),
  page: z.int().min(1).max(100_000).default(1),
  pageSize: z.int().min(10).max(100).default(10),
});

const policyListItem = z.object({
  number: policyNumber,
  applicationNumber,
  state: policyState,
  unitName: z.string(),
  planNames: z.array(z.string()),
  start: calendarDate,
  /** Last day of cover (含当日). */
  end: calendarDate,
  headcount: z.int(),
  shares: z.int(),
  premiumFen: z.int(),
  /** 保全 that were issued; their persons and premium are in the figures above. */
  endorsements: z.int(),
  /** Whether 【续保】 may be pressed: near its end, or over. */
  renewable: z.boolean(),
  /** Whether the e-policy has been made. */
  ready: z.boolean(),
  /** 数电票 that stands; null while none was issued. */
  invoiceNumber: z.string().nullable(),
});
export type PolicyListItem = z.infer<typeof policyListItem>;
export const policyList = z.object({ total: z.int(), items: z.array(policyListItem) });
export type PolicyList = z.infer<typeof policyList>;

/** 保单明细. */
export const policyView = policyListItem.extend({
  unit: z.object({
    code: z.string(),
    name: z.string(),
    creditCode: z.string().nullable(),
    socialInsuranceNumber: z.string().nullable(),
  }),
  contact: contact.nullable(),
  plans: z.array(
    z.object({
      code: planCode,
      name: z.string(),
      versionLabel: z.string(),
      feePerShareFen: z.int(),
      headcount: z.int(),
      shares: z.int(),
      premiumFen: z.int(),
      waitingNote: z.string(),
    }),
  ),
  /** As the e-policy states them; the figures above count the 保全 in. */
  issued: z.object({ headcount: z.int(), shares: z.int(), premiumFen: z.int() }),
  issuedOn: calendarDate,
  documentVersion: z.int(),
  /** What may be done next, with the sentence why not where it may not. */
  next: z.object({ supplement: z.string().nullable(), renewal: z.string().nullable(), removal: z.string().nullable() }),
  /** What stands beside the QR code of the paper. */
  verificationCode: z.string(),
  /** Days of cover in all and gone by, today included; for the bar. */
  days: z.object({ all: z.int(), gone: z.int() }),
  /** The 缴费通知书 that was paid. */
  notice: z.object({ number: z.string(), ready: z.boolean() }).nullable(),
});
export type PolicyView = z.infer<typeof policyView>;

export const coverState = z.enum(['reserved', 'pending', 'in_force', 'ended']);
export type CoverState = z.infer<typeof coverState>;
export const COVER_STATES: Readonly<Record<CoverState, string>> = {
  reserved: '办理中',
  pending: '待生效',
  in_force: '保障中',
  ended: '已结束',
};

/** What a tranche of 份 is: 新保, 续保 with the wait it had, or 增加 beside what the person already has. */
export const COVER_CATEGORIES = { new: '新保', renewed: '续保', added: '增加' } as const;
export type CoverCategory = keyof typeof COVER_CATEGORIES;
const coverCategory = z.enum(Object.keys(COVER_CATEGORIES) as [CoverCategory, ...CoverCategory[]]);

/** Cover of one person under one plan, one line per tranche. */
const coverLine = z.object({
  id: z.int(),
  name: z.string(),
  documentType: z.string(),
  idMasked: z.string(),
  planCode,
  planName: z.string(),
  shares: z.int(),
  start: calendarDate,
  end: calendarDate,
  /** Last day of the wait (含当日); null without one. */
  waitEnd: calendarDate.nullable(),
  category: coverCategory,
  state: coverState,
});
export type CoverLine = z.infer<typeof coverLine>;

export const listInsuredInput = z.strictObject({
  policyNumber,
  /** Part of a name or its pinyin, or a whole ID number. */
  query: z.string().trim().max(60).default(''),
  ...keysetCursor,
});
export const insuredPage = z.object({
  total: z.int(),
  lines: z.array(coverLine),
  next: z.int().nullable(),
});
export type InsuredPage = z.infer<typeof insuredPage>;

/** 个人保单查询. The query travels in the body and never stands in an address: it names a person. */
export const searchPersonsInput = z.strictObject({
  query: z.string().trim().min(2, '请至少输入两个字').max(60),
  ...keysetCursor,
});
export const personCoverPage = z.object({
  lines: z.array(
    coverLine.extend({
      unitName: z.string(),
      applicationNumber,
      /** Null before the cover began. */
      policyNumber: policyNumber.nullable(),
    }),
  ),
  next: z.int().nullable(),
});
export type PersonCoverPage = z.infer<typeof personCoverPage>;

export const verifyPolicyInput = z.strictObject({ code: z.string().trim().max(60) });
/** What anybody who holds the paper may learn: no person, no amount. */
export const verifiedPolicy = z.object({
  number: policyNumber,
  /** The paper is a 电子保全单 of the policy: `start` is when it took effect, `headcount` who is insured since. */
  endorsement: z.object({ number: z.string(), sequence: z.int() }).nullable(),
  unitName: z.string(),
  start: calendarDate,
  end: calendarDate,
  state: policyState,
  headcount: z.int(),
  documentVersion: z.int(),
  /** First 16 hex digits of the paper's 内容摘要. */
  digest: z.string(),
  issuedOn: calendarDate,
});
export type VerifiedPolicy = z.infer<typeof verifiedPolicy>;
