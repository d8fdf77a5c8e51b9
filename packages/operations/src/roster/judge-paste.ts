import type { Transaction } from '@huzhu/db/connect';
import { lastRowNumber } from '@huzhu/db/roster/insert-row';
import type { RosterRowWithIssues } from '@huzhu/db/roster/read-rows';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { DOCUMENT_TYPES } from '@huzhu/domain/person/document-type';
import { checkRow } from '@huzhu/domain/roster/check-row';
import {
  ISSUES_BETWEEN_ROWS,
  type IssueCode,
  LEDGER_ISSUES,
  type RowIssue,
  severityOf,
} from '@huzhu/domain/roster/issue-codes';
import { MOST_PASTED, type PastePreview } from '@huzhu/domain/roster/paste.schema';
import type { PastedBlock, PastedLine } from '@huzhu/domain/roster/pasted-block';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import type { CheckedRow, RosterContext } from '@huzhu/domain/roster/roster-row';
import { rowWithChanges } from '@huzhu/domain/roster/row-with-changes';
import { openRow } from '../person/seal-row.ts';
import type { Services } from '../services.ts';
import { findPasteTwins } from './paste-twins.ts';
import { readAnew } from './read-anew.ts';

export interface JudgedLine {
  readonly line: number;
  readonly rowNumber: number;
  /** The row that it changes; absent: a new one. */
  readonly row?: RosterRowWithIssues;
  readonly changes: Readonly<Partial<Record<RosterField, string>>>;
  readonly checked: CheckedRow;
  readonly issues: readonly RowIssue[];
  readonly outcome: PastePreview['lines'][number]['outcome'];
}

interface Target {
  readonly rosterVersionId: string;
  readonly context: RosterContext;
  /** The rows beneath the block, line by line; undefined: not there any more. Null: new persons. */
  readonly over: readonly (RosterRowWithIssues | undefined)[] | null;
}

/** Known from elsewhere, and untouched as long as the person stays the same. */
const ELSEWHERE: readonly IssueCode[] = [...ISSUES_BETWEEN_ROWS, ...LEDGER_ISSUES];
const TWINS: readonly IssueCode[] = ['ID_DUPLICATE_IN_FILE', 'DUPLICATE_IN_FILE_DIFFERS'];
const WHO: readonly RosterField[] = ['name', 'documentType', 'idNumber', 'employeeName', 'employeeIdNumber'];

/**
 * What a pasted block makes of a roster, by the rules that judge a row, twins included; nothing is written. The preview shows it
 * and the act does it. @throws PASTE_TOO_LONG
 */
export async function judgePaste(
  tx: Transaction,
  services: Services,
  block: PastedBlock,
  target: Target,
): Promise<JudgedLine[]> {
  const lines = target.over ? block.lines : block.lines.filter(isPerson);
  if (lines.length > MOST_PASTED) throw new DomainError('PASTE_TOO_LONG', { limit: MOST_PASTED, rows: lines.length });
  const drafts = target.over
    ? overLines(services, lines, target.over, target.context)
    : newLines(lines, target.context, await lastRowNumber(tx, target.rosterVersionId), assumesResidentId(block));
  const moving = drafts.filter((draft) => !draft.lost && !draft.same).map(({ checked }) => checked);
  const twins = await findPasteTwins(tx, services, target.rosterVersionId, moving);
  return drafts.map(({ lost, same, ...draft }): JudgedLine => {
    if (lost) {
      const issue: RowIssue = { code: 'ID_NUMERIC_CELL', field: lost, details: {} };
      return { ...draft, issues: [issue], outcome: 'refused' };
    }
    if (same) return { ...draft, issues: [], outcome: 'same' };
    const twin = twins.get(draft.rowNumber);
    const issues = [...draft.checked.issues, ...(twin ? [twin] : []), ...fromElsewhere(draft)];
    const wrong = issues.some((issue) => issue.details.evidence !== true && severityOf(issue.code) === 'error');
    return { ...draft, issues, outcome: wrong ? 'wrong' : 'ready' };
  });
}

/** Nothing says the type of the numbers: they are taken for those of 居民身份证, as 新增一人 offers it, and the preview says so. */
export function assumesResidentId({ columns }: PastedBlock): boolean {
  return columns.includes('idNumber') && !columns.includes('documentType');
}

type Draft = Omit<JudgedLine, 'issues' | 'outcome'> & {
  readonly lost?: RosterField | undefined;
  readonly same: boolean;
};

const isPerson = ({ cells }: PastedLine) => Object.keys(cells).some((field) => field !== 'serial');

function newLines(lines: readonly PastedLine[], context: RosterContext, last: number, resident: boolean): Draft[] {
  return lines.map(({ line, cells, lost }, index) => {
    const rowNumber = last + 1 + index;
    const changes = resident && cells.idNumber ? { documentType: DOCUMENT_TYPES.resident_id, ...cells } : cells;
    const blank = { rowNumber, hidden: false, raw: {}, kinds: {} };
    return { line, rowNumber, changes, lost, same: false, checked: checkRow(rowWithChanges(blank, changes), context) };
  });
}

function overLines(
  services: Services,
  lines: readonly PastedLine[],
  rows: NonNullable<Target['over']>,
  context: RosterContext,
): Draft[] {
  return lines.flatMap(({ line, cells, lost }, index) => {
    const row = rows[index];
    if (!row) return [];
    const { raw } = openRow(services, row);
    // A blank cell of the block leaves what stands beneath it; 序号 is nobody's to change.
    const changes = Object.fromEntries(
      Object.entries(cells).filter(([field, text]) => field !== 'serial' && text !== (raw[field as RosterField] ?? '')),
    );
    const same = Object.keys(changes).length === 0;
    return {
      line,
      rowNumber: row.rowNumber,
      row,
      changes,
      lost,
      same,
      checked: readAnew(services, row, context, changes),
    };
  });
}

function fromElsewhere({ row, changes }: Pick<Draft, 'row' | 'changes'>): RowIssue[] {
  if (!row || WHO.some((field) => field in changes)) return [];
  return row.issues
    .filter(({ code }) => ELSEWHERE.includes(code) && !TWINS.includes(code))
    .map(({ code, field, details }) => ({ code, field, details }));
}
