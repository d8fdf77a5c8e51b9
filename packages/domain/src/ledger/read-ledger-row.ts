import { dateOf } from '../calendar/calendar-date.ts';
import { readIdentity } from '../person/identity.ts';
import { normaliseNumber } from '../person/normalise-number.ts';
import { normaliseText } from '../person/normalise-text.ts';
import { dateOfSerial } from '../person/read-date.ts';
import type { SheetRow } from '../roster/match-header.ts';
import type { RawCell } from '../roster/roster-row.ts';
import type { LedgerField, LedgerHeader } from './match-ledger-header.ts';

/** A line of the ledger that says something about a person in a month. */
export interface LedgerRow {
  readonly rowNumber: number;
  readonly name: string;
  /** ledgerKey of the number. */
  readonly key: string;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly insurance: string;
  readonly stopped: boolean;
}

/** No number of any document is longer; what is, is a remark. */
const LONGEST_NUMBER = 60;
const STOPPED = /停保|停缴|暂停|中断|终止|退保|减员|注销/u;
const MONTH = /^(\d{4})(?:\s*[-/.年]\s*(\d{1,2})|(\d{2}))(?:\D.*|\d{2})?$/u;

/**
 * The row, or undefined when it vouches for nobody: notes and totals, a month that cannot be read, and a number in a
 * numeric cell, whose last digits are lost (domain.md, 社保台账).
 */
export function readLedgerRow(row: SheetRow, header: LedgerHeader, date1904: boolean): LedgerRow | undefined {
  const cells: Partial<Record<LedgerField, RawCell>> = {};
  for (const [column, field] of header.columns) {
    const cell = row.cells.get(column);
    if (cell) cells[field] = cell;
  }
  const { idNumber, month } = cells;
  if (idNumber?.kind !== 'text' || !month) return undefined;
  const key = ledgerKey(idNumber.text);
  const readMonth = ledgerMonth(month, date1904);
  if (key === '' || key.length > LONGEST_NUMBER || !readMonth) return undefined;
  return {
    rowNumber: row.rowNumber,
    name: normaliseText(cells.name?.text ?? '').text,
    key,
    month: readMonth,
    insurance: normaliseText(cells.insurance?.text ?? '').text,
    stopped: STOPPED.test(normaliseText(cells.state?.text ?? '').text),
  };
}

/** A ledger names no document type, so persons meet by their number alone, 15 digits lengthened to 18. */
export function ledgerKey(idNumber: string): string {
  const number = normaliseNumber(idNumber);
  const identity = readIdentity('resident_id', number);
  return identity.ok ? identity.number : number;
}

/** `2026-10`, `2026年10月`, `202610`, `2026/10/1`, or a date cell → `2026-10`. */
function ledgerMonth(cell: RawCell, date1904: boolean): string | undefined {
  if (cell.kind !== 'text' && cell.kind !== 'date' && cell.kind !== 'number') return undefined;
  // A month as a number is 202610; below that it can only be a serial.
  const isSerial = cell.kind === 'number' && (cell.value ?? 0) < 100_000;
  const text = isSerial ? (dateOfSerial(cell.value ?? 0, date1904) ?? '') : normaliseText(cell.text).text;
  const match = MONTH.exec(text);
  return match ? dateOf(Number(match[1]), Number(match[2] ?? match[3]), 1)?.slice(0, 7) : undefined;
}
