import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { RosterContext } from '@huzhu/domain/roster/roster-row';
import { referenceTerm, type Termed } from '../application/reference-term.ts';

/** What the rows of an application are checked against on a business date. */
export function rosterContext(application: Termed, today: CalendarDate): Omit<RosterContext, 'date1904'> {
  return {
    plans: plansOf(application),
    effectiveDate: referenceTerm(application, today).start,
    today,
  };
}

/** The plans of an application as the row rules know them. */
export function plansOf({ plans }: Pick<Termed, 'plans'>): RosterContext['plans'] {
  return plans.map((line) => ({ version: line.version, defaultShares: line.shares }));
}
