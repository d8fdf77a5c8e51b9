import type { RosterField } from './roster-field.ts';
import type { CheckedRow, RawCell, RawRosterRow } from './roster-row.ts';

/**
 * The row to check again after cells were corrected by hand: a corrected cell is text (blank: absent), every other cell
 * keeps the kind it was read with, so that ID_NUMERIC_CELL or FORMULA_WITHOUT_VALUE stay until that very cell is typed anew.
 */
export function rowWithChanges(
  row: Pick<CheckedRow, 'rowNumber' | 'hidden' | 'raw' | 'kinds'>,
  changes: Readonly<Partial<Record<RosterField, string | undefined>>>,
): RawRosterRow {
  const cells: Partial<Record<RosterField, RawCell>> = {};
  for (const [name, text] of Object.entries(row.raw)) {
    const field = name as RosterField;
    const kind = row.kinds[field] ?? 'text';
    // Numbers are rebuilt from their shortest decimal form, which a double survives; a date is read by its text.
    cells[field] = kind === 'number' ? { kind, text, value: Number(text) } : { kind, text };
  }
  for (const [name, text] of Object.entries(changes)) {
    const field = name as RosterField;
    if (text === undefined) continue;
    if (text === '') delete cells[field];
    else cells[field] = { kind: 'text', text };
  }
  return { rowNumber: row.rowNumber, hidden: row.hidden, cells };
}
