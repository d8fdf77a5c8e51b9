import type { ParentPolicy } from '../application/application.schema.ts';
import { APPLICATION_STATES } from '../application/application-state.ts';
import { addDays, type CalendarDate } from '../calendar/calendar-date.ts';
import { DomainError } from '../error/domain-error.ts';

/** So many days before the last day of cover a policy may be renewed (config). */
export const RENEWAL_DAYS = 60;

/**
 * Why a policy cannot be renewed on a day: it ends later than RENEWAL_DAYS from now, or was ended early. What has expired can, at any time;
 * whether the wait goes on is another question (the plan's renewalGraceDays).
 */
export function refuseRenewal(
  parent: Pick<ParentPolicy, 'state' | 'end'>,
  today: CalendarDate,
): DomainError | undefined {
  if (parent.state === 'terminated') {
    return new DomainError('RENEWAL_NOT_POSSIBLE', { state: APPLICATION_STATES[parent.state] });
  }
  const from = addDays(parent.end, -RENEWAL_DAYS);
  return parent.state === 'in_force' && today < from
    ? new DomainError('RENEWAL_TOO_EARLY', { end: parent.end, from })
    : undefined;
}

/** The first day that a renewal may begin: no day is covered twice. */
export const earliestRenewal = (parent: Pick<ParentPolicy, 'end'>): CalendarDate => addDays(parent.end, 1);
