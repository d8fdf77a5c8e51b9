import { z } from 'zod';
import { applicationNumber, moveInput } from '../application/application.schema.ts';
import { applicationState } from '../application/application-state.ts';
import { calendarDate } from '../calendar/calendar-date.ts';
import { planCode } from '../plan/plan.schema.ts';

export const setEffectiveDateInput = moveInput.extend({ effectiveDate: calendarDate });
export type SetEffectiveDateInput = z.infer<typeof setEffectiveDateInput>;

/** 单位保单查询. A policy is addressed by its number. */
export const policyNumber = z.string().regex(/^HZ\d{8}-\d{4,}[0-9A-Z]$/, '保单号不正确');
export const policyRef = z.strictObject({ number: policyNumber });

export const policyListItem = z.object({
  number: policyNumber,
  applicationNumber,
  unitName: z.string(),
  planNames: z.array(z.string()),
  state: applicationState,
  start: calendarDate,
  end: calendarDate,
  headcount: z.int(),
  shares: z.int(),
  premiumFen: z.int(),
  issuedOn: calendarDate,
  documentVersion: z.int(),
  /** False until the worker has made the e-policy. */
  ready: z.boolean(),
  hasInvoice: z.boolean(),
});
export type PolicyListItem = z.infer<typeof policyListItem>;

export const policyDetail = policyListItem.extend({
  unit: z.object({
    name: z.string(),
    code: z.string(),
    creditCode: z.string().nullable(),
    address: z.string().nullable(),
    socialInsuranceNumber: z.string().nullable(),
    contact: z.object({ name: z.string(), phone: z.string() }).nullable(),
  }),
  lines: z.array(
    z.object({ code: planCode, name: z.string(), headcount: z.int(), shares: z.int(), amountFen: z.int() }),
  ),
  /** The first 16 digits of the paper's hash, as its footer prints them. */
  digest: z.string(),
});
export type PolicyDetail = z.infer<typeof policyDetail>;

/** What anybody may learn from the QR of an e-policy: no person, no amount. */
export const policyProof = z.object({
  number: policyNumber,
  unitName: z.string(),
  state: applicationState,
  start: calendarDate,
  end: calendarDate,
  headcount: z.int(),
  documentVersion: z.int(),
  digest: z.string(),
  issuedOn: calendarDate,
});
export type PolicyProof = z.infer<typeof policyProof>;
