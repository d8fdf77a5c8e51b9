import { addDays, type CalendarDate } from '../calendar/calendar-date.ts';

/** Days from issue to 缴款截止, the last day included (config). */
export const PAYMENT_DAYS = 15;
/** A reminder goes out so many days before the last day. */
export const PAYMENT_REMINDER_DAYS = 3;

export const dueDate = (issuedOn: CalendarDate): CalendarDate => addDays(issuedOn, PAYMENT_DAYS);
