import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { DocumentType } from '../person/document-type.ts';
import { DOCUMENT_TYPES } from '../person/document-type.ts';
import { documentTypeOf } from '../person/document-type-of.ts';
import { kindOfEighteen, type ReadIdentity, readIdentity } from '../person/identity.ts';
import { isPlausibleName } from '../person/is-plausible-name.ts';
import { normaliseNumber } from '../person/normalise-number.ts';
import { normaliseText } from '../person/normalise-text.ts';
import { readDate } from '../person/read-date.ts';
import { hasResidentIdForm } from '../person/resident-id.ts';
import { readSex, SEX_WORDS, type Sex } from '../person/sex.ts';
import type { RowIssue } from './issue-codes.ts';
import { quoteValue } from './quote-value.ts';
import type { ReadableCells } from './readable-cells.ts';
import type { RosterField } from './roster-field.ts';
import type { RawCell, RosterContext } from './roster-row.ts';

export interface CheckedPerson {
  readonly name: string;
  readonly documentType: DocumentType | undefined;
  readonly number: string;
  /** Present when the number is right. */
  readonly identity: ReadIdentity | undefined;
  /** As written; undefined where the cell was blank or could not be understood. */
  readonly birthDate: CalendarDate | undefined;
  readonly sex: Sex | undefined;
  readonly employeeName: string;
  readonly employeeIdNumber: string;
}

/** Name, document, number, birth date and sex; for CHILD also the employee. Issues are appended. */
export function checkPerson(
  cells: ReadableCells,
  unreadable: ReadonlySet<RosterField>,
  context: RosterContext,
  issues: RowIssue[],
): CheckedPerson {
  const name = checkName('name', cells, unreadable, issues);
  const type = cells.documentType && documentTypeOf(cells.documentType.text);
  const { number, identity } = checkNumber('idNumber', type, cells, unreadable, context, issues);
  checkDocumentType(type, identity, cells, unreadable, issues);
  const birthDate = checkBirthDate(type, identity, cells, unreadable, context, issues);
  const sex = checkSex(type, identity, cells, unreadable, issues);

  let employeeName = '';
  let employeeIdNumber = '';
  if (context.plans.some(({ version }) => version.insuresChildren)) {
    employeeName = checkName('employeeName', cells, unreadable, issues);
    // The template has no type column for the parent: the number's own form tells.
    const employeeType = typeOfForm(normaliseNumber(cells.employeeIdNumber?.text ?? ''));
    employeeIdNumber = checkNumber('employeeIdNumber', employeeType, cells, unreadable, context, issues).number;
  }

  return { name, documentType: type, number, identity, birthDate, sex, employeeName, employeeIdNumber };
}

function checkName(
  field: 'name' | 'employeeName',
  cells: ReadableCells,
  unreadable: ReadonlySet<RosterField>,
  issues: RowIssue[],
): string {
  const cell = cells[field];
  if (!cell) {
    if (!unreadable.has(field)) issues.push({ code: 'NAME_EMPTY', field, details: {} });
    return '';
  }
  const name = normaliseText(cell.text).text;
  if (cell.kind !== 'text' || !isPlausibleName(name)) {
    issues.push({ code: 'NAME_INVALID', field, details: { value: quoteValue(name) } });
  }
  return name;
}

interface CheckedNumber {
  readonly number: string;
  /** Present when the number is right. */
  readonly identity: ReadIdentity | undefined;
}

function checkNumber(
  field: 'idNumber' | 'employeeIdNumber',
  type: DocumentType | undefined,
  cells: ReadableCells,
  unreadable: ReadonlySet<RosterField>,
  context: RosterContext,
  issues: RowIssue[],
): CheckedNumber {
  const cell = cells[field];
  if (!cell) {
    if (!unreadable.has(field)) issues.push({ code: 'ID_EMPTY', field, details: {} });
    return { number: '', identity: undefined };
  }
  const number = normaliseNumber(cell.text);
  if (cell.kind !== 'text') {
    // 15 digits survive in a double, 18 do not; neither is accepted, nor judged further: every other finding about a
    // damaged number would be noise.
    issues.push({ code: 'ID_NUMERIC_CELL', field, details: {} });
    return { number, identity: undefined };
  }
  // While the type is unknown, a number of 18 characters can still be judged: all three kinds share one form and check.
  const assumed = type ?? (hasResidentIdForm(number) ? kindOfEighteen(number) : undefined);
  if (!assumed) return { number, identity: undefined };
  const reading = readIdentity(assumed, number, context.today);
  if (!reading.ok) {
    issues.push({ code: reading.code, field, details: reading.details });
    return { number: reading.number, identity: undefined };
  }
  if (reading.upgradedFrom15) issues.push({ code: 'ID_UPGRADED_FROM_15', field, details: {} });
  return { number: reading.number, identity: reading };
}

function checkDocumentType(
  type: DocumentType | undefined,
  identity: ReadIdentity | undefined,
  cells: ReadableCells,
  unreadable: ReadonlySet<RosterField>,
  issues: RowIssue[],
): void {
  if (type || unreadable.has('documentType')) return;
  const expected = identity ? { expected: DOCUMENT_TYPES[kindOfEighteen(identity.number)] } : {};
  const cell = cells.documentType;
  if (!cell) issues.push({ code: 'ID_TYPE_EMPTY', field: 'documentType', details: expected });
  else {
    const details = { value: quoteValue(normaliseText(cell.text).text), ...expected };
    issues.push({ code: 'ID_TYPE_UNKNOWN', field: 'documentType', details });
  }
}

/** The type a parent's number has by its form; a number that fits none is judged as a resident ID. */
function typeOfForm(number: string): DocumentType {
  if (hasResidentIdForm(number)) return kindOfEighteen(number);
  const types: DocumentType[] = ['foreign_permanent', 'hm_travel', 'tw_travel', 'passport'];
  return types.find((type) => !/^\d{9,}$/.test(number) && readIdentity(type, number).ok) ?? 'resident_id';
}

/** Whether birth date and sex have to be filled in: the document is known and its number does not carry them. */
function mustBeGiven(type: DocumentType | undefined, identity: ReadIdentity | undefined): boolean {
  if (!type || identity?.birthDate) return false;
  // A wrong resident number will carry them once it is right; asking for the columns as well would be a false alarm.
  return type === 'passport' || type === 'hm_travel' || type === 'tw_travel' || identity !== undefined;
}

function checkBirthDate(
  type: DocumentType | undefined,
  identity: ReadIdentity | undefined,
  cells: ReadableCells,
  unreadable: ReadonlySet<RosterField>,
  context: RosterContext,
  issues: RowIssue[],
): CalendarDate | undefined {
  const field = 'birthDate';
  const cell = cells.birthDate;
  if (!cell) {
    if (mustBeGiven(type, identity) && !unreadable.has(field)) {
      issues.push({ code: 'BIRTHDATE_MISSING', field, details: {} });
    }
    return undefined;
  }
  const given = readDate(cell, context.date1904);
  const expected = identity?.birthDate;
  if (!given || given > context.today || given < '1900-01-01') {
    const details = { value: quoteValue(shown(cell)), ...(expected ? { expected } : {}) };
    issues.push({ code: 'BIRTHDATE_INVALID', field, details });
    return undefined;
  }
  if (expected && given !== expected) issues.push({ code: 'BIRTHDATE_MISMATCH', field, details: { expected } });
  return given;
}

function checkSex(
  type: DocumentType | undefined,
  identity: ReadIdentity | undefined,
  cells: ReadableCells,
  unreadable: ReadonlySet<RosterField>,
  issues: RowIssue[],
): Sex | undefined {
  const field = 'sex';
  const cell = cells.sex;
  if (!cell) {
    if (mustBeGiven(type, identity) && !unreadable.has(field)) {
      issues.push({ code: 'GENDER_MISSING', field, details: {} });
    }
    return undefined;
  }
  const given = readSex(cell.text);
  const expected = identity?.sex && SEX_WORDS[identity.sex];
  if (!given) {
    const details = { value: quoteValue(shown(cell)), ...(expected ? { expected } : {}) };
    issues.push({ code: 'GENDER_INVALID', field, details });
    return undefined;
  }
  if (expected && identity?.sex !== given) {
    issues.push({ code: 'GENDER_MISMATCH', field, details: { value: SEX_WORDS[given], expected } });
  }
  return given;
}

function shown(cell: RawCell): string {
  return cell.text.trim();
}
