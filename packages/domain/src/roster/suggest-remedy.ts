import type { RowIssue } from './issue-codes.ts';
import { type RosterField, sharesField } from './roster-field.ts';
import type { RosterValues } from './roster-row.ts';

export interface Remedy {
  readonly field: RosterField;
  readonly value: string;
  /** The words of the button. */
  readonly label: string;
}

/**
 * The one sure correction of an issue, if there is one: something the ID number or the plan says beyond doubt.
 * Never a digit of a number, never a choice between two persons.
 */
export function suggestRemedy(issue: RowIssue, values: Pick<RosterValues, 'shares'>): Remedy | undefined {
  const { details } = issue;
  const expected = details.expected === undefined ? undefined : String(details.expected);
  switch (issue.code) {
    case 'GENDER_MISMATCH':
    case 'GENDER_INVALID':
      return set('sex', expected);
    case 'BIRTHDATE_MISMATCH':
    case 'BIRTHDATE_INVALID':
      return set('birthDate', expected);
    case 'ID_TYPE_EMPTY':
    case 'ID_TYPE_UNKNOWN':
      return set('documentType', expected);
    case 'SHARES_NOT_UNIFORM':
    case 'TEXT_NORMALISED':
      return issue.field === 'row' || expected === undefined
        ? undefined
        : { field: issue.field, value: expected, label: `改为 ${expected} 份` };
    case 'GENDER_NOT_ELIGIBLE': {
      const plan = Object.keys(values.shares).find((code) => code === issue.planCode);
      if (details.several !== true || !plan) return undefined;
      return { field: sharesField(plan as Parameters<typeof sharesField>[0]), value: '0', label: '改为 0 份' };
    }
    default:
      return undefined;
  }
}

function set(field: RosterField, value: string | undefined): Remedy | undefined {
  if (value === undefined) return undefined;
  return { field, value, label: `改为${/^\d/.test(value) ? ' ' : ''}${value}` };
}
