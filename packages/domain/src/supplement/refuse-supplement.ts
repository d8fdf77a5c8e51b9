import type { ParentPolicy } from '../application/application.schema.ts';
import { APPLICATION_STATES } from '../application/application-state.ts';
import type { CalendarDate } from '../calendar/calendar-date.ts';
import { DomainError } from '../error/domain-error.ts';
import type { PlanVersion } from '../plan/plan.schema.ts';

/**
 * Why a policy cannot be supplemented from a day on, with the way out (domain.md, Lifecycle, Supplement): asked when the supplement is
 * begun, at its submission, at its approval, when the payment is confirmed, when the date is set and when it begins.
 * @param plans those that the supplement takes over; empty when the parent has none that allows it
 * @param start the first day of cover that the supplement would have; the parent's last day is the last that fits
 */
export function refuseSupplement(
  parent: Pick<ParentPolicy, 'state' | 'start' | 'end'>,
  plans: readonly Pick<PlanVersion, 'name' | 'supplementAllowed'>[],
  start: CalendarDate,
): DomainError | undefined {
  if (parent.state !== 'in_force') {
    return new DomainError('SUPPLEMENT_PARENT_ENDED', { state: APPLICATION_STATES[parent.state] });
  }
  const closed = plans.find((plan) => !plan.supplementAllowed);
  if (closed) return new DomainError('SUPPLEMENT_NOT_ALLOWED', { plan: closed.name });
  if (start < parent.start) {
    return new DomainError('SUPPLEMENT_BEFORE_START', { start, parentStart: parent.start });
  }
  if (start > parent.end) return new DomainError('SUPPLEMENT_AFTER_END', { start, end: parent.end });
  return undefined;
}
