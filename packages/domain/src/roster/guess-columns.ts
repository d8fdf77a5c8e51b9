import { documentTypeOf } from '../person/document-type-of.ts';
import { isPlausibleName } from '../person/is-plausible-name.ts';
import { normaliseNumber } from '../person/normalise-number.ts';
import { normaliseText } from '../person/normalise-text.ts';
import { readPhoneNumber } from '../person/phone-number.ts';
import { readDateText } from '../person/read-date.ts';
import { readSex } from '../person/sex.ts';
import { isLostNumber } from './is-lost-number.ts';
import type { RosterField } from './roster-field.ts';

/** Enough to tell what a column holds. */
const LOOKED_AT = 50;
const ID_LIKE = /^(?:\d{14,18}[\dX]?|[A-Z]{1,3}\d{7,12})$/;
const SMALL_NUMBER = /^\d{1,2}份?$/;

type Kind = 'documentType' | 'sex' | 'phone' | 'idNumber' | 'date' | 'shares' | 'name';

/** The most telling first: a type is also a plausible name, a phone has the digits of a number. */
const KINDS: readonly (readonly [Kind, (text: string) => boolean])[] = [
  ['documentType', (text) => documentTypeOf(text) !== undefined],
  ['sex', (text) => readSex(text) !== undefined],
  ['phone', (text) => readPhoneNumber(text).mobile],
  ['date', (text) => readDateText(text) !== undefined],
  ['idNumber', (text) => isLostNumber(text) || ID_LIKE.test(normaliseNumber(text))],
  ['shares', (text) => SMALL_NUMBER.test(normaliseNumber(text))],
  ['name', (text) => isPlausibleName(normaliseText(text).text)],
];

/**
 * What the columns of a block without a header seem to be, by what stands in them. Looser than suggestMapping, whose answer is
 * remembered for files to come: a few rows prove nothing, and this guess stands above every column of the preview, to be chosen otherwise. The same kind again is the next field of that kind: the second name on a roster of children is the employee's.
 * @param fields the template's columns, in order
 */
export function guessColumns(
  rows: readonly (readonly string[])[],
  fields: readonly RosterField[],
): (RosterField | null)[] {
  const looked = rows.slice(0, LOOKED_AT);
  const width = Math.max(0, ...looked.map((row) => row.length));
  const column = (at: number) => looked.map((row) => row[at]?.trim() ?? '').filter((text) => text !== '');
  const kinds = Array.from({ length: width }, (_, at) => kindOf(column(at), at));
  const left: Record<Kind, RosterField[]> = {
    documentType: ['documentType'],
    sex: ['sex'],
    phone: ['phone'],
    idNumber: ['idNumber', 'employeeIdNumber'],
    date: datesOf(column, kinds),
    shares: fields.filter((field) => field.startsWith('shares')),
    name: ['name', 'employeeName'],
  };
  return kinds.map((kind) => {
    if (kind === undefined || kind === 'serial') return kind ?? null;
    const field = left[kind].shift();
    return field && fields.includes(field) ? field : null;
  });
}

function kindOf(texts: readonly string[], at: number): Kind | 'serial' | undefined {
  if (texts.length === 0) return undefined;
  // 1, 2, 3 … in the first column counts the rows.
  if (at === 0 && texts.length > 1 && texts.every((text, index) => Number(text) === Number(texts[0]) + index)) {
    return SMALL_NUMBER.test(texts[0] as string) ? 'serial' : undefined;
  }
  return KINDS.find(([, fits]) => texts.filter(fits).length * 2 >= texts.length)?.[0];
}

/** A single column of days is the day of birth, unless the numbers beside it say other days. */
function datesOf(column: (at: number) => string[], kinds: readonly (Kind | 'serial' | undefined)[]): RosterField[] {
  const numbers = column(kinds.indexOf('idNumber')).map(normaliseNumber);
  const days = column(kinds.indexOf('date')).map((text) => readDateText(text)?.replaceAll('-', ''));
  const born = numbers.length === 0 || numbers.some((number, row) => number.slice(6, 14) === days[row]);
  return born ? ['birthDate', 'hireDate'] : ['hireDate', 'birthDate'];
}
