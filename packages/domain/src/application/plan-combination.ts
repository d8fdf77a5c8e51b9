import type { CalendarDate } from '../calendar/calendar-date.ts';
import { DomainError } from '../error/domain-error.ts';
import type { PlanVersion } from '../plan/plan.schema.ts';
import { coverEnd } from './premium.ts';

/**
 * Whether the plans may be ticked in one application (domain.md, Plans): never CHILD with another, and only plans whose
 * cover ends on the same day.
 * @param start first day of cover. Without it, plans of a common end date and plans of so many months are taken to end
 * on different days: whether they happen to agree is not known before the date is.
 * @returns the refusal (PLAN_NOT_COMBINABLE before PLANS_TERM_DIFFERS), or undefined
 */
export function refuseCombination(plans: readonly PlanVersion[], start?: CalendarDate): DomainError | undefined {
  if (plans.length < 2) return undefined;
  const alone = plans.find((plan) => !plan.combinable);
  if (alone) return new DomainError('PLAN_NOT_COMBINABLE', { plan: alone.name });
  const ends = new Set(plans.map((plan) => endOf(plan, start)));
  return ends.size > 1 ? new DomainError('PLANS_TERM_DIFFERS') : undefined;
}

function endOf(plan: PlanVersion, start: CalendarDate | undefined): string {
  return start ? coverEnd(plan, start) : (plan.commonEndDate ?? `${plan.termMonths} months`);
}
