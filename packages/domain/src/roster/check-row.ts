import { readPhoneNumber } from '../person/phone-number.ts';
import { readDate } from '../person/read-date.ts';
import { checkPerson } from './check-person.ts';
import { checkShares } from './check-shares.ts';
import type { RowIssue } from './issue-codes.ts';
import { quoteValue } from './quote-value.ts';
import { readableCells } from './readable-cells.ts';
import type { RosterField } from './roster-field.ts';
import type { CheckedRow, RawCell, RawRosterRow, RosterContext, RosterValues } from './roster-row.ts';

/** 备注, in code points. */
export const LONGEST_NOTE = 200;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Checks one row against file and plans, and reports every issue at once (domain.md, Roster). Needs nothing but its
 * arguments, so the same function runs in the import and, on corrected rows, in the browser.
 * Twins, cover and ledger are not its business.
 */
export function checkRow(row: RawRosterRow, context: RosterContext): CheckedRow {
  const issues: RowIssue[] = [];
  const unreadable = new Set<RosterField>();
  const cells = readableCells(row, context, issues, unreadable);
  if (row.hidden) issues.push({ code: 'HIDDEN_ROW', field: 'row', details: {} });

  const person = checkPerson(cells, unreadable, context, issues);
  const shares = checkShares(cells, unreadable, person, context, issues);

  let phone = '';
  if (cells.phone) {
    const reading = readPhoneNumber(cells.phone.text);
    phone = reading.phone;
    if (!reading.mobile && phone !== '') {
      issues.push({ code: 'PHONE_INVALID', field: 'phone', details: { problem: reading.problem } });
    }
  }

  const hireDate = cells.hireDate && readDate(cells.hireDate, context.date1904);
  if (cells.hireDate && !hireDate) {
    const details = { value: quoteValue(cells.hireDate.text) };
    issues.push({ code: 'HIRE_DATE_INVALID', field: 'hireDate', details });
  }

  const note = cells.note ? cells.note.text.trim() : '';
  const noteLength = note.length > LONGEST_NOTE ? [...note].length : note.length;
  if (noteLength > LONGEST_NOTE) {
    issues.push({ code: 'NOTE_TOO_LONG', field: 'note', details: { max: LONGEST_NOTE, length: noteLength } });
  }

  // Assigned, not spread: object spreads cost more here than all the rules together.
  const values: Mutable<RosterValues> = {
    name: person.name,
    idNumber: person.number,
    idNumberValid: person.documentType !== undefined && person.identity !== undefined,
    phone,
    shares,
    note,
    employeeName: person.employeeName,
    employeeIdNumber: person.employeeIdNumber,
  };
  const sex = person.sex ?? person.identity?.sex;
  const birthDate = person.birthDate ?? person.identity?.birthDate;
  if (person.documentType) values.documentType = person.documentType;
  if (sex) values.sex = sex;
  if (birthDate) values.birthDate = birthDate;
  if (hireDate) values.hireDate = hireDate;
  const { raw, kinds } = written(row);
  return { rowNumber: row.rowNumber, hidden: row.hidden, values, raw, kinds, issues };
}

function written(row: RawRosterRow): Pick<CheckedRow, 'raw' | 'kinds'> {
  const raw: Partial<Record<RosterField, string>> = {};
  const kinds: Partial<Record<RosterField, Exclude<RawCell['kind'], 'text'>>> = {};
  for (const field in row.cells) {
    const cell = row.cells[field as RosterField];
    if (!cell) continue;
    raw[field as RosterField] = cell.text;
    if (cell.kind !== 'text') kinds[field as RosterField] = cell.kind;
  }
  return { raw, kinds };
}
