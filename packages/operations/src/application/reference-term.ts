import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import { coverEnd, type SupplementTerm } from '@huzhu/domain/application/premium';
import { addDays, type CalendarDate, laterOf } from '@huzhu/domain/calendar/calendar-date';
import type { DomainError } from '@huzhu/domain/error/domain-error';
import { earliestRenewal } from '@huzhu/domain/renewal/renewal-window';
import { refuseSupplement } from '@huzhu/domain/supplement/refuse-supplement';

export type Termed = Pick<ApplicationRecord, 'kind' | 'parent' | 'plans' | 'requestedDate'>;

/** The first day on which its cover could begin, seen from a day: tomorrow, and for a renewal not while the last cover runs. */
export function earliestStart(application: Pick<Termed, 'kind' | 'parent'>, today: CalendarDate): CalendarDate {
  const tomorrow = addDays(today, 1);
  if (application.kind !== 'renewal' || !application.parent) return tomorrow;
  return laterOf(earliestRenewal(application.parent), tomorrow);
}

/** The last day of cover that begins on a day: a supplement ends with its policy, everything else with its plans' term. */
export function endOf(
  application: Pick<Termed, 'kind' | 'parent' | 'plans'>,
  start: CalendarDate,
): CalendarDate | null {
  if (application.kind === 'supplement' && application.parent) return application.parent.end;
  const [first] = application.plans;
  return first ? coverEnd(first.version, start) : null;
}

/**
 * The first and last day of cover an application is judged by: the requested date, never before it could begin (domain.md: effective
 * dates are never retroactive), and the end that follows from it. A supplement that came too late begins after it ends: lateness says so.
 */
export function referenceTerm(
  application: Termed,
  today: CalendarDate,
): { start: CalendarDate; end: CalendarDate | null } {
  const earliest = earliestStart(application, today);
  const start = laterOf(application.requestedDate ?? earliest, earliest);
  return { start, end: endOf(application, start) };
}

/** Why an application may not have cover from a day on, because of the policy that it is added to. */
export function refusalOfParent(
  application: Pick<Termed, 'kind' | 'parent' | 'plans'>,
  start: CalendarDate,
): DomainError | undefined {
  if (application.kind !== 'supplement' || !application.parent) return undefined;
  return refuseSupplement(
    application.parent,
    application.plans.map((plan) => plan.version),
    start,
  );
}

/**
 * By what a supplement's premium is reduced; undefined where the whole fee is due. A start outside the policy's term, which is refused
 * elsewhere, is priced by the nearest day of it, so that a page can still be shown.
 */
export function pricedTerm(
  { kind, parent }: Pick<Termed, 'kind' | 'parent'>,
  start: CalendarDate,
): SupplementTerm | undefined {
  if (kind !== 'supplement' || !parent) return undefined;
  const term = { start: parent.start, end: parent.end };
  const inside = start < term.start ? term.start : start > term.end ? term.end : start;
  return { start: inside, term };
}
