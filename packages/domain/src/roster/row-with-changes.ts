import type { RosterField } from './roster-field.ts';
import type { CheckedRow, RawCell, RawRosterRow } from './roster-row.ts';

/** Cells that somebody changed: a text that was typed (blank: the cell is emptied), or the cell of a workbook as it was read. */
export type CellChanges = Readonly<Partial<Record<RosterField, string | RawCell | undefined>>>;

/**
 * The row to check again after cells were corrected by hand: what was typed is text (blank: absent), every other cell
 * keeps the kind it was read with, so that ID_NUMERIC_CELL or FORMULA_WITHOUT_VALUE stay until that very cell is typed anew.
 */
export function rowWithChanges(
  row: Pick<CheckedRow, 'rowNumber' | 'hidden' | 'raw' | 'kinds'>,
  changes: CellChanges,
): RawRosterRow {
  const cells: Partial<Record<RosterField, RawCell>> = {};
  for (const [name, text] of Object.entries(row.raw)) {
    const field = name as RosterField;
    const kind = row.kinds[field] ?? 'text';
    // Numbers are rebuilt from their shortest decimal form, which a double survives; a date is read by its text.
    cells[field] = kind === 'number' ? { kind, text, value: Number(text) } : { kind, text };
  }
  for (const [name, change] of Object.entries(changes)) {
    const field = name as RosterField;
    if (change === undefined) continue;
    if (change === '') delete cells[field];
    else cells[field] = typeof change === 'string' ? { kind: 'text', text: change } : change;
  }
  return { rowNumber: row.rowNumber, hidden: row.hidden, cells };
}
