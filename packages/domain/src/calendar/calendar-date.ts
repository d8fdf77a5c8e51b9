import { z } from 'zod';

/**
 * A day on the civil calendar, `YYYY-MM-DD`. No time, no time zone: birth dates, starts and ends of cover are
 * calendar facts and must not move when a server's zone does. Strings of this form compare correctly with `<`.
 */
export type CalendarDate = string & { readonly __brand: 'CalendarDate' };

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days in a month (1–12) of a proleptic Gregorian year. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** The date of these parts, or undefined when the calendar has no such day (31 April, month 13, year outside 1–9999). */
export function dateOf(year: number, month: number, day: number): CalendarDate | undefined {
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day)) return undefined;
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}` as CalendarDate;
}

/** Reads `YYYY-MM-DD` strictly; undefined when it is not a real day. */
export function parseDate(text: string): CalendarDate | undefined {
  const match = FORM.exec(text);
  return match ? dateOf(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

/** As parseDate, for texts that are known to be dates; throws a RangeError otherwise. */
export function asDate(text: string): CalendarDate {
  const date = parseDate(text);
  if (!date) throw new RangeError(`not a calendar date: ${text}`);
  return date;
}

export const calendarDate = z
  .string()
  .refine((text) => parseDate(text) !== undefined, '日期应为 YYYY-MM-DD，且确有这一天')
  .transform((text) => text as CalendarDate);

export function partsOf(date: CalendarDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** Days since 1970-01-01, for differences only. */
export function dayNumber(date: CalendarDate): number {
  const { year, month, day } = partsOf(date);
  const utc = new Date(0);
  // setUTCFullYear, because Date.UTC reads the years 0–99 as 1900–1999.
  utc.setUTCFullYear(year, month - 1, day);
  return Math.round(utc.getTime() / 86_400_000);
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  const utc = new Date((dayNumber(date) + days) * 86_400_000);
  return asDate(utc.toISOString().slice(0, 10));
}

/** Adds whole months; a day that the target month lacks becomes that month's last day. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = partsOf(date);
  const index = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(index / 12);
  const targetMonth = (index % 12) + 1;
  return asDate(
    `${String(targetYear).padStart(4, '0')}-${pad(targetMonth)}-${pad(Math.min(day, daysInMonth(targetYear, targetMonth)))}`,
  );
}

/** The later of two days. */
export const laterOf = (a: CalendarDate, b: CalendarDate): CalendarDate => (dayNumber(a) >= dayNumber(b) ? a : b);

/** Calendar days from `from` to `to`, both ends counted (domain.md, pro-rating). */
export function daysInclusive(from: CalendarDate, to: CalendarDate): number {
  return dayNumber(to) - dayNumber(from) + 1;
}

/**
 * Last day of a term (含当日): start + term − 1 day. 2023-03-01 + 12 months ends 2024-02-29;
 * 2024-02-29 + 12 months ends 2025-02-27 (domain.md, Lifecycle).
 */
export function termEnd(start: CalendarDate, months: number): CalendarDate {
  return addDays(addMonths(start, months), -1);
}

/**
 * Whole years of age on a day. A person born on 29 February has the birthday on 1 March in common years
 * (domain.md, Lifecycle). Negative when the day lies before birth.
 */
export function ageOn(birth: CalendarDate, day: CalendarDate): number {
  const b = partsOf(birth);
  const d = partsOf(day);
  const birthdayReached = d.month > b.month || (d.month === b.month && d.day >= b.day);
  return d.year - b.year - (birthdayReached ? 0 : 1);
}

/** `2026年11月23日`, for prose. */
export function inProse(date: CalendarDate): string {
  const { year, month, day } = partsOf(date);
  return `${year}年${month}月${day}日`;
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}
