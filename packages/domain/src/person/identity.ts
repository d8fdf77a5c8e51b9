import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { ErrorDetails } from '../error/domain-error.ts';
import type { IssueCode } from '../roster/issue-codes.ts';
import { DOCUMENT_TYPES, type DocumentType } from './document-type.ts';
import { normaliseNumber } from './normalise-number.ts';
import {
  hasLegacyResidentIdForm,
  hasResidentIdForm,
  lengthenResidentId,
  residentIdCheckFits,
  residentIdFacts,
} from './resident-id.ts';

export interface ReadIdentity {
  readonly ok: true;
  /** Normalised; 18 characters for a 15-digit resident number. */
  readonly number: string;
  /** Absent where the number does not carry it: the two columns are then mandatory. */
  readonly birthDate?: CalendarDate;
  readonly sex?: 'male' | 'female';
  readonly upgradedFrom15?: true;
}

export interface RefusedIdentity {
  readonly ok: false;
  readonly code: Extract<IssueCode, 'ID_EMPTY' | 'ID_FORMAT' | 'ID_CHECKSUM' | 'ID_BIRTHDATE_IMPOSSIBLE'>;
  /** The normalised text, so that it can be shown in the editor. */
  readonly number: string;
  readonly details: ErrorDetails;
}

const HMT_PREFIX = /^8[123]0000/;
/** 3 letters (the state, ISO 3166-1) + 12 digits: as long as a 15-digit resident number, told apart by the letters. */
const FOREIGN_LEGACY = /^[A-Z]{3}\d{12}$/;
/**
 * Format only. Passports: letters and digits with at least one digit; 14 at most, so that a resident number entered as
 * a passport is noticed. The two travel permits: a number for life, in older books followed by the two digits of the
 * reissue (and for Taiwan a letter in brackets).
 */
const FORMAT_ONLY = {
  passport: /^(?=[A-Z]*\d)[A-Z0-9]{5,14}$/,
  hm_travel: /^[HM]\d{8}(?:\d{2})?$/,
  tw_travel: /^\d{8}(?:\d{2}(?:\(?[A-Z]\)?)?)?$/,
} as const;

/**
 * Reads a number as its document type says (domain.md, Identity).
 *
 * One code per number, the one that tells most: wrong length or characters before an impossible birth date, and that
 * before a check character that does not fit (a wrong digit in the date spoils the check as well).
 * @param today with it, a birth date after this day is impossible too
 */
export function readIdentity(
  type: DocumentType,
  rawNumber: string,
  today?: CalendarDate,
): ReadIdentity | RefusedIdentity {
  const number = normaliseNumber(rawNumber);
  if (number === '') return { ok: false, code: 'ID_EMPTY', number, details: {} };
  switch (type) {
    case 'resident_id':
      if (hasLegacyResidentIdForm(number)) return readLegacy(number, today);
      return readEighteen(type, number, hasResidentIdForm(number), today);
    case 'hmt_residence':
      return readEighteen(type, number, hasResidentIdForm(number) && HMT_PREFIX.test(number), today);
    case 'foreign_permanent':
      if (FOREIGN_LEGACY.test(number)) return { ok: true, number };
      return readEighteen(type, number, hasResidentIdForm(number) && number.startsWith('9'), today);
    default:
      return FORMAT_ONLY[type].test(number) ? { ok: true, number } : refuseForm(type, number);
  }
}

function readEighteen(
  type: DocumentType,
  number: string,
  wellFormed: boolean,
  today: CalendarDate | undefined,
): ReadIdentity | RefusedIdentity {
  if (!wellFormed) return refuseForm(type, number);
  const facts = residentIdFacts(number, today);
  if (!facts) return refuseBirthDate(number, number.slice(6, 14));
  if (!residentIdCheckFits(number)) return { ok: false, code: 'ID_CHECKSUM', number, details: {} };
  return { ok: true, number, ...facts };
}

function readLegacy(number: string, today: CalendarDate | undefined): ReadIdentity | RefusedIdentity {
  const lengthened = lengthenResidentId(number);
  const facts = residentIdFacts(lengthened, today);
  if (!facts) return refuseBirthDate(number, number.slice(6, 12));
  return { ok: true, number: lengthened, ...facts, upgradedFrom15: true };
}

function refuseForm(type: DocumentType, number: string): RefusedIdentity {
  const details = { documentType: DOCUMENT_TYPES[type], length: [...number].length };
  return { ok: false, code: 'ID_FORMAT', number, details };
}

function refuseBirthDate(number: string, value: string): RefusedIdentity {
  return { ok: false, code: 'ID_BIRTHDATE_IMPOSSIBLE', number, details: { value } };
}

/**
 * The text that is hashed to find a person: normalised document type + number, never the name.
 *
 * - A 15-digit resident number and its 18-character form are one key.
 * - Resident numbers, 居住证 and the 2023 永居证 share one space of numbers (GB 11643), in which the prefix alone tells
 *   the kind; so the kind in the key comes from the number, and the same card entered under two types is one person.
 * - The reissue digits of the travel permits are left out: the number before them stays with the person for life.
 */
export function personKey(type: DocumentType, rawNumber: string): string {
  const number = normaliseNumber(rawNumber);
  switch (type) {
    case 'hm_travel':
      return `hm_travel:${FORMAT_ONLY.hm_travel.test(number) ? number.slice(0, 9) : number}`;
    case 'tw_travel':
      return `tw_travel:${FORMAT_ONLY.tw_travel.test(number) ? number.slice(0, 8) : number}`;
    case 'passport':
      return `passport:${number}`;
    default:
      if (hasResidentIdForm(number)) return `${kindOfEighteen(number)}:${number}`;
      if (type === 'resident_id' && hasLegacyResidentIdForm(number)) return `resident_id:${lengthenResidentId(number)}`;
      return `${type}:${number}`;
  }
}

/** The document that a number of 18 characters belongs to, by its prefix. */
export function kindOfEighteen(number: string): 'resident_id' | 'hmt_residence' | 'foreign_permanent' {
  if (HMT_PREFIX.test(number)) return 'hmt_residence';
  return number.startsWith('9') ? 'foreign_permanent' : 'resident_id';
}

/** Nearly every number there is, told without taking it apart. */
const RESIDENT_LENGTH_ASCII = /^[0-9A-Z]{18}$/;

/** For lists and PDFs: first 3 and last 4 characters; of 10 characters or fewer the first and the last 2. */
export function maskIdNumber(number: string): string {
  if (RESIDENT_LENGTH_ASCII.test(number)) return `${number.slice(0, 3)}***********${number.slice(14)}`;
  const characters = [...number];
  const [head, tail] = characters.length <= 10 ? [1, 2] : [3, 4];
  if (characters.length <= head + tail) return '*'.repeat(characters.length);
  return (
    characters.slice(0, head).join('') + '*'.repeat(characters.length - head - tail) + characters.slice(-tail).join('')
  );
}
