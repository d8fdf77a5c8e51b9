import { addDays, type CalendarDate } from '../calendar/calendar-date.ts';

/** Days from issue to 缴款截止, the last day included (config). */
export const PAYMENT_DAYS = 15;

/** The unit is reminded so many days before 缴款截止 (config). */
export const REMIND_DAYS = 3;

export const dueDate = (issuedOn: CalendarDate): CalendarDate => addDays(issuedOn, PAYMENT_DAYS);
