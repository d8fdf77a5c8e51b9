import { calendarDate } from '@huzhu/domain/calendar/calendar-date';
import { z } from 'zod';

/** The filters of 到账核对 as they stand in the URL: payers and 流水号, never persons. What does not fit is left out. */
export const receiptSearch = z.object({
  tab: z.enum(['open', 'settled', 'set_aside']).optional().catch(undefined),
  query: z.string().trim().max(60).optional().catch(undefined),
  page: z.int().min(1).optional().catch(undefined),
});
export const daySearch = z.object({ day: calendarDate.optional().catch(undefined) });
export const refundSearch = z.object({
  state: z.enum(['refund_pending', 'refunding', 'refund_failed', 'refunded']).optional().catch(undefined),
});
