import { LIST_TABS } from '@huzhu/domain/application/application.schema';
import { applicationState } from '@huzhu/domain/application/application-state';
import { calendarDate } from '@huzhu/domain/calendar/calendar-date';
import { PLAN_CODES } from '@huzhu/domain/plan/plan.schema';
import { z } from 'zod';

/**
 * The list's filters as they stand in the URL. A query names units and application numbers, never persons. What does
 * not fit is left out instead of refused: an old link still opens the list.
 */
export const listSearch = z.object({
  tab: z.enum(LIST_TABS).optional().catch(undefined),
  query: z.string().trim().max(60).optional().catch(undefined),
  unit: z.string().max(30).optional().catch(undefined),
  plan: z.enum(PLAN_CODES).optional().catch(undefined),
  state: applicationState.optional().catch(undefined),
  /** In force, ending soon. */
  expiring: z.boolean().optional().catch(undefined),
  sort: z.enum(['deadline', 'waiting', 'size']).optional().catch(undefined),
  from: calendarDate.optional().catch(undefined),
  to: calendarDate.optional().catch(undefined),
  page: z.int().min(1).optional().catch(undefined),
  /** The application that was just submitted: a sentence above the list, and its first row. */
  submitted: z.string().max(30).optional().catch(undefined),
});
export type ListSearch = z.infer<typeof listSearch>;

/** What the API filters by, for the list and for 导出 alike. */
export function filtersOf(search: ListSearch) {
  return {
    tab: search.tab ?? ('all' as const),
    query: search.query ?? '',
    ...(search.unit && { unitCode: search.unit }),
    ...(search.plan && { plan: search.plan }),
    ...(search.state && { state: search.state }),
    ...(search.expiring && { expiring: true }),
    ...(search.sort && { sort: search.sort }),
    ...(search.from && { from: search.from }),
    ...(search.to && { to: search.to }),
  };
}
