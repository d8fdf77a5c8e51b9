import type { RosterRowWithIssues } from '@huzhu/db/roster/read-rows';
import type { LedgerStanding } from '@huzhu/domain/ledger/ledger.schema';
import { maskIdNumber } from '@huzhu/domain/person/identity';
import { issueSentence } from '@huzhu/domain/roster/issue-codes';
import type { IssueView, RosterRowView } from '@huzhu/domain/roster/roster.schema';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { suggestRemedy } from '@huzhu/domain/roster/suggest-remedy';
import { openRow } from '../person/seal-row.ts';
import type { Services } from '../services.ts';

/**
 * A row as its own unit sees it. The full number is shown only where the row has an ID issue and the roster may still
 * be edited (reliability.md, 7); a date of birth only in one's own draft, because with the mask it is nearly the number.
 */
export function viewRow(services: Services, row: RosterRowWithIssues, editable: boolean): RosterRowView {
  const { raw, idNumber, employeeIdNumber } = openRow(services, row);
  const shows = (field: RosterField) => editable && row.issues.some((issue) => issue.field === field);
  const text = (field: RosterField) => raw[field] ?? '';
  const sharesText = Object.fromEntries(
    Object.entries(raw).flatMap(([field, value]) =>
      field === 'shares' || field.startsWith('shares:') ? [[field, value]] : [],
    ),
  );
  return {
    rowNumber: row.rowNumber,
    name: row.name,
    documentType: row.documentType,
    documentTypeText: text('documentType'),
    idMasked: row.idMasked,
    idNumber: shows('idNumber') ? idNumber : null,
    sex: row.sex,
    sexText: text('sex'),
    birthDate: editable ? row.birthDate : null,
    birthDateText: editable ? text('birthDate') : '',
    phone: row.phone,
    shares: row.shares,
    sharesText,
    hireDate: row.hireDate,
    note: row.note,
    employeeName: row.employeeName,
    employeeIdMasked: maskIdNumber(employeeIdNumber),
    employeeIdNumber: shows('employeeIdNumber') ? employeeIdNumber : null,
    byHand: row.sheetRow === null,
    deleted: row.state === 'deleted',
    ledger: ledgerStandingOf(row),
    corrected: row.corrected,
    revision: row.revision,
    issues: row.issues.map((issue) => viewIssue(issue, row)),
  };
}

const STANDING_OF_CODE = [
  ['NOT_IN_LEDGER', 'absent'],
  ['LEDGER_STOPPED', 'stopped'],
  ['LEDGER_STALE', 'stale'],
  ['LEDGER_NAME_MISMATCH', 'name'],
] as const;

/** The word of the column 社保台账; says nothing where there is no ledger, which the page knows. */
export function ledgerStandingOf(row: RosterRowWithIssues): LedgerStanding {
  if (!row.ledgerHash) return 'unknown';
  const found = STANDING_OF_CODE.find(([code]) => row.issues.some((issue) => issue.code === code));
  if (found) return found[1];
  return row.ledgerName === '' ? 'unnamed' : 'agrees';
}

function viewIssue(issue: RosterRowWithIssues['issues'][number], row: { shares: Record<string, number> }): IssueView {
  const twins = issue.details.rows;
  return {
    code: issue.code,
    severity: issue.severity,
    field: issue.field,
    planCode: issue.planCode,
    sentence: issueSentence(issue),
    twinRows: Array.isArray(twins) ? twins.filter((twin): twin is number => typeof twin === 'number') : [],
    suggestion:
      suggestRemedy(
        {
          code: issue.code,
          field: issue.field,
          details: issue.details,
          ...(issue.planCode ? { planCode: issue.planCode } : {}),
        },
        row,
      ) ?? null,
  };
}
