import { z } from 'zod';
import { calendarDate } from '../calendar/calendar-date.ts';

/** The plans that the seed knows; a plan code is a short stable key, never shown alone to a user. */
export const PLAN_CODES = ['CI2021', 'HOSP', 'ACC', 'FEMALE', 'CHILD'] as const;
export const planCode = z.enum(PLAN_CODES);
export type PlanCode = z.infer<typeof planCode>;

const fen = z.int().min(0);

export const waitingStage = z.object({
  /** Days of 免责期, counted from 0:00 of the first day of cover. */
  days: z.int().min(0),
  /** What the wait is about, e.g. 首次参保. */
  label: z.string(),
});

export const benefit = z.object({
  name: z.string(),
  /** Integer 分 per 份; absent where the benefit is a share or by grade. */
  amountPerShareFen: fen.optional(),
  description: z.string(),
});

/** One section of a 告知书. */
export const noticeSection = z.object({ heading: z.string(), paragraphs: z.array(z.string()).min(1) });

/**
 * A version of a plan (险种): everything marked *(config)* in domain.md is data here, never a constant in code.
 * An application is bound to the version that it was made with.
 */
export const planVersion = z.object({
  code: planCode,
  /** e.g. `2021版`; empty when the plan has one unnamed version. */
  version: z.string(),
  name: z.string(),
  /** Short name for column heads and chips, e.g. 重大疾病. */
  shortName: z.string(),
  /** One line under the name. */
  summary: z.string(),
  /** True when the figures are examples and not the society's published ones. */
  example: z.boolean(),
  feePerShareFen: fen,
  /** Cover lasts so many months from its start, unless commonEndDate is set. */
  termMonths: z.int().min(1),
  commonEndDate: calendarDate.optional(),
  maxSharesPerPerson: z.int().min(1).max(99),
  age: z.object({ min: z.int().min(0), max: z.int().min(0) }),
  /** Absent: both sexes. */
  sex: z.enum(['male', 'female']).optional(),
  waiting: z.object({ firstDays: z.int().min(0), note: z.string(), stages: z.array(waitingStage) }),
  renewalGraceDays: z.int().min(0),
  duplicatePolicy: z.enum(['sum_to_cap', 'one_per_term']),
  /** 份数 must be the same for the whole unit. */
  sharesUniform: z.boolean(),
  minHeadcount: z.int().min(1),
  /** Share of the ledger's persons that must be enrolled, in percent. */
  minLedgerPercent: z.int().min(0).max(100),
  requiresMedicalInsurance: z.boolean(),
  supplementAllowed: z.boolean(),
  /** 减员 in a running term: absent, nobody leaves before the end; else without money back, or with the rest of the term. */
  removal: z.enum(['without_refund', 'pro_rata_refund']).optional(),
  proRating: z.enum(['FULL', 'DAILY', 'MONTH_CEIL']),
  /** A plan that is never ticked together with another (CHILD: its roster has other columns). */
  combinable: z.boolean(),
  /** The insured are children of members: the template adds 职工姓名*, 职工证件号码*. */
  insuresChildren: z.boolean(),
  benefits: z.array(benefit),
  notice: z.object({ number: z.string(), revision: z.string(), sections: z.array(noticeSection).min(1) }),
});
export type PlanVersion = z.infer<typeof planVersion>;

/** A version that may be enrolled in now; the hash names the text of its 告知书 as it stands. */
export const offeredPlan = planVersion.extend({ noticeHash: z.string() });
export type OfferedPlan = z.infer<typeof offeredPlan>;
