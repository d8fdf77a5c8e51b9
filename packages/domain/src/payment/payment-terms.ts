import { addDays, type CalendarDate } from '../calendar/calendar-date.ts';

/** Days from issue to 缴款截止, the last day included (config). */
export const PAYMENT_DAYS = 15;

export const dueDate = (issuedOn: CalendarDate): CalendarDate => addDays(issuedOn, PAYMENT_DAYS);
