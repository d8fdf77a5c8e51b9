import { z } from 'zod';
import { applicationNumber, requestId } from '../application/application.schema.ts';
import { calendarDate } from '../calendar/calendar-date.ts';
import { policyNumber } from '../policy/policy.schema.ts';

/** 【保单补充申请】 (manual 3.1): a draft that adds persons to the policy. */
export const startSupplementInput = z.strictObject({ requestId, policyNumber });
export type StartSupplementInput = z.infer<typeof startSupplementInput>;

/** 保全生效日期. Null: as early as it can be. */
export const dateSupplementInput = z.strictObject({
  requestId,
  number: applicationNumber,
  version: z.int(),
  requestedDate: calendarDate.nullable(),
});
export type DateSupplementInput = z.infer<typeof dateSupplementInput>;
