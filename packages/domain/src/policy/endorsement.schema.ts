import { z } from 'zod';
import { applicationNumber, premiumLine } from '../application/application.schema.ts';
import { calendarDate } from '../calendar/calendar-date.ts';
import { keysetCursor } from '../paging/keyset-cursor.ts';
import { insuredPage, policyNumber } from './policy.schema.ts';

/** What a 保全 does to a policy in force. */
export const ENDORSEMENT_KINDS = {
  supplement: '补充参保人员',
  correction: '更正资料',
  removal: '减少参保人员',
} as const;
export const endorsementKind = z.enum(Object.keys(ENDORSEMENT_KINDS) as [EndorsementKind, ...EndorsementKind[]]);
export type EndorsementKind = keyof typeof ENDORSEMENT_KINDS;

export const endorsementNumber = z.string().regex(/^HZ\d{8}-\d{4,8}[0-9A-Z]-\d{2,4}$/, '保全单号不正确');
export const endorsementRef = z.strictObject({ endorsementNumber });

const endorsedLine = premiumLine.extend({
  versionLabel: z.string(),
  /** Persons of the plan before: the first one that is added is the next. */
  beforeHeadcount: z.int(),
  sharesPerPerson: z.int().nullable(),
});

/** Everything that a 电子保全单 states besides the persons, frozen when it was issued. */
export const endorsementContent = z.object({
  policyNumber,
  applicationNumber: z.string(),
  unit: z.object({ name: z.string(), creditCode: z.string().nullable() }),
  /** Last day of the parent (含当日). */
  end: calendarDate,
  lines: z.array(endorsedLine),
  /** 更正: what was wrong and what is right; telephone numbers masked. */
  corrections: z
    .array(
      z.object({ name: z.string(), idMasked: z.string(), label: z.string(), before: z.string(), after: z.string() }),
    )
    .optional(),
  /** 减员: who left, with the 份 that ended; the last day is the day before the endorsement's. */
  removed: z
    .array(
      z.object({ name: z.string(), documentType: z.string(), idMasked: z.string(), plan: z.string(), shares: z.int() }),
    )
    .optional(),
});
export type EndorsementContent = z.infer<typeof endorsementContent>;

/** A line of 补充申请明细. */
export const endorsementItem = z.object({
  number: endorsementNumber,
  sequence: z.int(),
  kind: endorsementKind,
  applicationNumber: applicationNumber.nullable(),
  effectiveDate: calendarDate,
  issuedOn: calendarDate,
  before: z.object({ headcount: z.int(), shares: z.int(), premiumFen: z.int() }),
  headcount: z.int(),
  shares: z.int(),
  premiumFen: z.int(),
  /** Whether the 电子保全单 has been made. */
  ready: z.boolean(),
  invoiceNumber: z.string().nullable(),
});
export type EndorsementItem = z.infer<typeof endorsementItem>;
export const endorsementList = z.array(endorsementItem);

/** 【补充申请明细】. */
export const endorsementView = endorsementItem.extend({
  policyNumber,
  unitName: z.string(),
  end: calendarDate,
  lines: z.array(endorsedLine),
  verificationCode: z.string(),
  notice: z.object({ number: z.string(), ready: z.boolean() }).nullable(),
  roster: z.boolean(),
  corrections: endorsementContent.shape.corrections,
  removed: endorsementContent.shape.removed,
});
export type EndorsementView = z.infer<typeof endorsementView>;

export const listEndorsedInput = z.strictObject({
  endorsementNumber,
  query: z.string().trim().max(60).default(''),
  ...keysetCursor,
});
export const endorsedPage = insuredPage;
