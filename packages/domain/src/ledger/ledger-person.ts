import { normaliseText } from '../person/normalise-text.ts';
import { severityOf } from '../roster/issue-codes.ts';
import type { CheckedRow } from '../roster/roster-row.ts';
import { ledgerKey } from './read-ledger-row.ts';

/** Whom the ledger is asked about for a row of a roster. */
export interface LedgerPerson {
  /** ledgerKey of the number. */
  readonly key: string;
  readonly name: string;
  readonly nameField: 'name' | 'employeeName';
}

/**
 * The person insured, or for children of members the employee. Undefined when the number is wrong: its ID issue comes
 * first. An employee's columns are read for such plans only, so their value or issue tells whose row it is.
 */
export function ledgerPerson({ values, issues }: Pick<CheckedRow, 'values' | 'issues'>): LedgerPerson | undefined {
  const employeeIssues = issues.filter((issue) => issue.field === 'employeeIdNumber');
  if (values.employeeIdNumber !== '' || employeeIssues.length > 0) {
    if (employeeIssues.some((issue) => severityOf(issue.code) === 'error')) return undefined;
    return { key: ledgerKey(values.employeeIdNumber), name: values.employeeName, nameField: 'employeeName' };
  }
  if (!values.idNumberValid) return undefined;
  return { key: ledgerKey(values.idNumber), name: values.name, nameField: 'name' };
}

/** Names are compared by this: normalised, letters upper-cased. */
export function comparableName(name: string): string {
  return normaliseText(name).text.toUpperCase();
}
