import { coverEnd } from '@huzhu/domain/application/premium';
import { addDays, type CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';

/**
 * The first and last day of cover a draft is judged by: the requested date, never before business date + 1
 * (domain.md: effective dates are never retroactive), and the end of the plans' common term.
 */
export function referenceTerm(
  requestedDate: CalendarDate | null,
  plans: readonly { readonly version: PlanVersion }[],
  today: CalendarDate,
): { start: CalendarDate; end: CalendarDate | null } {
  const earliest = addDays(today, 1);
  const start = requestedDate && requestedDate > earliest ? requestedDate : earliest;
  const first = plans[0];
  return { start, end: first ? coverEnd(first.version, start) : null };
}
