import { normaliseText } from '../person/normalise-text.ts';
import type { RowIssue } from './issue-codes.ts';
import { quoteValue } from './quote-value.ts';
import { ROSTER_FIELDS, type RosterField, sharesField } from './roster-field.ts';
import type { RawCell, RawRosterRow, RosterContext } from './roster-row.ts';

/** Cells that can be read; what cannot be read is reported once here, and its field's own rules are not applied. */
export type ReadableCells = Readonly<Partial<Record<RosterField, RawCell>>>;

/**
 * The cells with something in them. Formulas without a value and error cells are reported in columns that are used:
 * all but 序号, which nothing is read from.
 */
export function readableCells(
  row: RawRosterRow,
  context: RosterContext,
  issues: RowIssue[],
  unreadable: Set<RosterField>,
): ReadableCells {
  const cells: Partial<Record<RosterField, RawCell>> = {};
  for (const field of usedFields(context)) {
    const cell = row.cells[field];
    if (!cell) continue;
    if (cell.kind === 'formula') {
      unreadable.add(field);
      issues.push({ code: 'FORMULA_WITHOUT_VALUE', field, details: {} });
    } else if (cell.kind === 'error') {
      unreadable.add(field);
      issues.push({ code: 'CELL_ERROR', field, details: { value: quoteValue(cell.text) } });
    } else if (!isBlank(cell.text)) {
      cells[field] = cell;
    }
  }
  return cells;
}

/** Nearly every cell that is not blank holds one of these: saves the slow test. */
const VISIBLE = /[0-9A-Za-z\u4E00-\u9FFF]/;

/** A cell of spaces and invisible marks only is blank. */
function isBlank(text: string): boolean {
  return !VISIBLE.test(text) && normaliseText(text).text === '';
}

const PLAIN_FIELDS: readonly RosterField[] = ROSTER_FIELDS.filter(
  (field) => field !== 'serial' && field !== 'shares' && field !== 'employeeName' && field !== 'employeeIdNumber',
);
const fieldsOfContext = new WeakMap<RosterContext, readonly RosterField[]>();

function usedFields(context: RosterContext): readonly RosterField[] {
  const known = fieldsOfContext.get(context);
  if (known) return known;
  const { plans } = context;
  const fields = [...PLAIN_FIELDS];
  if (plans.some(({ version }) => version.insuresChildren)) fields.push('employeeName', 'employeeIdNumber');
  if (plans.length === 1) fields.push('shares');
  else fields.push(...plans.map(({ version }) => sharesField(version.code)));
  fieldsOfContext.set(context, fields);
  return fields;
}
