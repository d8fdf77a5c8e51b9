import { documentTypeOf } from '../person/document-type-of.ts';
import { maskIdNumber, readIdentity } from '../person/identity.ts';
import { isPlausibleName } from '../person/is-plausible-name.ts';
import { maskPhone } from '../person/mask-phone.ts';
import { normaliseNumber } from '../person/normalise-number.ts';
import { normaliseText } from '../person/normalise-text.ts';
import { readPhoneNumber } from '../person/phone-number.ts';
import { readDate } from '../person/read-date.ts';
import { readSex } from '../person/sex.ts';
import type { CellSense, SampleRow } from './column-mapping.schema.ts';
import type { SheetRow } from './match-header.ts';
import type { RawCell } from './roster-row.ts';

const HAN_NAME = /^(?=\p{Script=Han})(?:\p{Script=Han}{2,4}|[\p{Script=Han}·]{5,15})$/u;
const MOST_SHARES = 20;
/** Digits of the shortest number that is a person's own (a travel permit has eight, a telephone in a town seven). */
const DIGITS_THAT_IDENTIFY = 6;
const NUMBER_THAT_IDENTIFIES = /\d{6,}/g;
const DIGITS_OF_AN_ID = 12;
const LONGEST_SHOWN = 40;
/** Nothing that is known by its form is longer. */
const LONGEST_KNOWN = 60;

/** A row of a sheet as the page of 对应列名 shows it: what each cell seems to be, no number that identifies somebody. */
export function sampleRow(row: SheetRow, date1904: boolean): SampleRow {
  const cells = [...row.cells].sort(([a], [b]) => a - b);
  const births = new Set(cells.flatMap(([, cell]) => birthDateOf(cell) ?? []));
  return {
    rowNumber: row.rowNumber,
    cells: cells.flatMap(([column, cell]) => {
      const sense = senseOf(cell, births, date1904);
      const text = shown(cell, sense);
      return text === '' ? [] : [{ column, text, sense }];
    }),
  };
}

function residentIdOf(cell: RawCell) {
  if (cell.kind !== 'text' || cell.text.length > LONGEST_KNOWN || !/\d{14}/.test(normaliseNumber(cell.text)))
    return undefined;
  const read = readIdentity('resident_id', cell.text);
  return read.ok ? read : undefined;
}

function birthDateOf(cell: RawCell): string | undefined {
  return residentIdOf(cell)?.birthDate;
}

function senseOf(cell: RawCell, births: ReadonlySet<string>, date1904: boolean): CellSense | null {
  if (cell.kind === 'number' && cell.text.replace(/\D/g, '').length >= 15) return 'numericId';
  if (cell.text.length > LONGEST_KNOWN) return null;
  if (residentIdOf(cell)) return 'id';
  const { text } = normaliseText(cell.text);
  if (text === '') return null;
  // A serial number of a day is told from a plain number by the person's own birth date only.
  const day = readDate(cell, date1904);
  if (day && births.has(day)) return 'birthDate';
  if (day && cell.kind !== 'number') return 'date';
  if (readPhoneNumber(cell.text).mobile) return 'phone';
  const whole = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (whole >= 1 && whole <= MOST_SHARES) return 'smallNumber';
  if (cell.kind !== 'text') return null;
  if (readSex(text)) return 'sex';
  if (documentTypeOf(text)) return 'documentType';
  return HAN_NAME.test(text) && isPlausibleName(text) ? 'name' : null;
}

function shown(cell: RawCell, sense: CellSense | null): string {
  if (cell.kind === 'formula') return '（公式没有结果）';
  const { text } = normaliseText(cell.text);
  if (sense === 'phone') return maskPhone(readPhoneNumber(cell.text).phone);
  if (sense === 'date' || sense === 'birthDate') return text.slice(0, LONGEST_SHOWN);
  const told = masked(text);
  return [...told].length > LONGEST_SHOWN ? `${[...told].slice(0, LONGEST_SHOWN).join('')}…` : told;
}

/** A number alone keeps its ends; within words (2026年11月) only what is long enough to be somebody's is hidden. */
function masked(text: string): string {
  const digits = text.replace(/\D/g, '').length;
  if (digits < DIGITS_THAT_IDENTIFY) return text;
  if (/^[\dA-Z\s()-]+$/i.test(text)) return maskIdNumber(normaliseNumber(text));
  return text.replace(digits >= DIGITS_OF_AN_ID ? /\d/g : NUMBER_THAT_IDENTIFIES, (found) => '*'.repeat(found.length));
}
