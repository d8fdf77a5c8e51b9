import { z } from 'zod';
import { requestId } from '../application/application.schema.ts';
import { calendarDate } from '../calendar/calendar-date.ts';

/** How far demo mode may move the business date in one step: a term and its expiry. */
export const FURTHEST_MOVE_DAYS = 400;

export const businessDate = z.object({ today: calendarDate });
export const moveBusinessDateInput = z.strictObject({ requestId, day: calendarDate });
