import { type CalendarDate, dateOf } from '../calendar/calendar-date.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';
const FORM = /^\d{17}[\dX]$/;
const LEGACY_FORM = /^\d{15}$/;

/** What an 18-character number of the GB 11643 family says about its bearer. */
export interface ResidentIdFacts {
  readonly birthDate: CalendarDate;
  readonly sex: 'male' | 'female';
}

/** Whether a normalised number has the form of 18 characters: 17 digits and a digit or X. Nothing is said of its check. */
export function hasResidentIdForm(number: string): boolean {
  return FORM.test(number);
}

/** Whether a normalised number has the form of the 15-digit numbers issued until 1999. */
export function hasLegacyResidentIdForm(number: string): boolean {
  return LEGACY_FORM.test(number);
}

/** The 18th character for 17 digits: ISO 7064 MOD 11-2 (GB 11643-1999, 6). */
export function residentIdCheckCharacter(body: string): string {
  let sum = 0;
  for (let place = 0; place < 17; place += 1) sum += (body.charCodeAt(place) - 48) * (WEIGHTS[place] as number);
  return CHECK_CHARACTERS[sum % 11] as string;
}

/** Whether the last of 18 characters fits the 17 before it. */
export function residentIdCheckFits(number: string): boolean {
  return residentIdCheckCharacter(number) === number[17];
}

/** Lengthens a 15-digit number: the century 19 is inserted and the check character computed (GB 11643-1999, annex). */
export function lengthenResidentId(legacy: string): string {
  const body = `${legacy.slice(0, 6)}19${legacy.slice(6)}`;
  return body + residentIdCheckCharacter(body);
}

/**
 * Birth date and sex of a number of 18 characters; undefined when places 7–14 are not a day of the calendar, lie before
 * 1900, or after `today` where it is given.
 *
 * The address code (places 1–6) is not looked up: districts are merged, renamed and newly coded every year, numbers keep
 * the code of the day of issue, and a table that is late by one district would refuse a real person.
 */
export function residentIdFacts(number: string, today?: CalendarDate): ResidentIdFacts | undefined {
  const birthDate = dateOf(Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14)));
  if (!birthDate || birthDate < '1900-01-01' || (today !== undefined && birthDate > today)) return undefined;
  return { birthDate, sex: number.charCodeAt(16) % 2 === 1 ? 'male' : 'female' };
}
