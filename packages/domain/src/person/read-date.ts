import { addDays, asDate, type CalendarDate, dateOf } from '../calendar/calendar-date.ts';
import type { RawCell } from '../roster/roster-row.ts';
import { normaliseText } from './normalise-text.ts';

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const EIGHT_DIGITS = /^(\d{4})(\d{2})(\d{2})$/;
/** Year first, one separator twice, or 年月日; a time part behind it is left out. */
const SEPARATED = /^(\d{4})([-/.、_ 年])(\d{1,2})(?:\2|月)(\d{1,2})(?: ?[日号])?(?:[T ]?\d{1,2}:\d{2}.*)?$/i;
const SPACED_SEPARATOR = / ?([-/.、_年月]) ?/gu;
/** As the length of the input is bounded, `.*` above cannot be made slow. */
const LONGEST = 40;

const EPOCH_1900 = asDate('1899-12-31');
const EPOCH_1904 = asDate('1904-01-01');
/** Serial of 2173-10-13; larger whole numbers in a date column are not serials that a person would mean. */
const LARGEST_SERIAL = 99_999;

/**
 * The day of a serial number of Excel. The 1900 system counts a 29 February 1900 that never was (serial 60: undefined),
 * so that later days are one lower than their serial says. The 1904 system starts with 0. Times are cut off.
 */
export function dateOfSerial(serial: number, date1904: boolean): CalendarDate | undefined {
  const day = Math.floor(serial);
  if (!Number.isFinite(day) || day < 0 || day > LARGEST_SERIAL) return undefined;
  if (date1904) return addDays(EPOCH_1904, day);
  if (day === 0 || day === 60) return undefined;
  return addDays(EPOCH_1900, day > 60 ? day - 1 : day);
}

/**
 * `2011-04-02`, `2011.4.2`, `2011/4/2`, `2011年4月2日`, `20110402`, each also with a time behind it.
 * Refused, not guessed: two-digit years, day or month first, year and month only.
 */
export function readDateText(raw: string): CalendarDate | undefined {
  const iso = ISO.exec(raw);
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  if (raw.length > LONGEST) return undefined;
  const { text } = normaliseText(raw);
  const digits = EIGHT_DIGITS.exec(text);
  if (digits) return dateOf(Number(digits[1]), Number(digits[2]), Number(digits[3]));
  const parts = SEPARATED.exec(text.replace(SPACED_SEPARATOR, '$1'));
  return parts ? dateOf(Number(parts[1]), Number(parts[3]), Number(parts[4])) : undefined;
}

/**
 * The day that a cell of a date column means. A plain number is a serial, or `20110402`; a number that could be a year
 * (1990, 1990.3) is neither.
 */
export function readDate(cell: RawCell, date1904: boolean): CalendarDate | undefined {
  if (cell.kind === 'text' || cell.kind === 'date') return readDateText(cell.text);
  if (cell.kind !== 'number') return undefined;
  const value = cell.value ?? Number(cell.text);
  if (!Number.isInteger(value)) return undefined;
  if (value >= 10_000_101) return readDateText(String(value));
  return value >= 1000 && value <= 2999 ? undefined : dateOfSerial(value, date1904);
}
