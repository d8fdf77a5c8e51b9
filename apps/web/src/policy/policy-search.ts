import { calendarDate } from '@huzhu/domain/calendar/calendar-date';
import { PLAN_CODES } from '@huzhu/domain/plan/plan.schema';
import { policyState } from '@huzhu/domain/policy/policy.schema';
import { z } from 'zod';

/** The filters of 单位保单查询 as they stand in the URL: units and numbers, never persons. What does not fit is left out. */
export const policySearch = z.object({
  query: z.string().trim().max(60).optional().catch(undefined),
  unit: z.string().max(30).optional().catch(undefined),
  plan: z.enum(PLAN_CODES).optional().catch(undefined),
  state: policyState.optional().catch(undefined),
  from: calendarDate.optional().catch(undefined),
  to: calendarDate.optional().catch(undefined),
  /** In force, and ends within 30 days. */
  expiring: z.boolean().optional().catch(undefined),
  page: z.int().min(1).optional().catch(undefined),
});
export type PolicySearch = z.infer<typeof policySearch>;

/** What the API filters by, for the list and for 导出 alike. */
export function policyFiltersOf(search: PolicySearch) {
  return {
    query: search.query ?? '',
    ...(search.unit && { unitCode: search.unit }),
    ...(search.plan && { plan: search.plan }),
    ...(search.state && { state: search.state }),
    ...(search.from && { from: search.from }),
    ...(search.to && { to: search.to }),
    ...(search.expiring && { expiring: true }),
  };
}

/** The tabs of 保单明细 (manual 2.6). */
export const POLICY_TABS = ['unit', 'insured', 'endorsements', 'papers', 'record'] as const;
export type PolicyTab = (typeof POLICY_TABS)[number];

/** The tabs of 补充申请明细 (manual 3.3). */
export const ENDORSEMENT_TABS = ['facts', 'insured', 'papers', 'record'] as const;
export type EndorsementTab = (typeof ENDORSEMENT_TABS)[number];
