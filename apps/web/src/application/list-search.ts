import { LIST_TABS } from '@huzhu/domain/application/application.schema';
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
  page: z.int().min(1).optional().catch(undefined),
  /** The application that was just submitted, for the sentence above the list. */
  submitted: z.string().max(30).optional().catch(undefined),
});
export type ListSearch = z.infer<typeof listSearch>;
