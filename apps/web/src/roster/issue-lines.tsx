import { ISSUE_CODES, LEDGER_ISSUES } from '@huzhu/domain/roster/issue-codes';
import type { IssueView, RosterRowView } from '@huzhu/domain/roster/roster.schema';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { CircleX, TriangleAlert } from 'lucide-react';
import { EvidenceButtons } from '../ledger/evidence-buttons.tsx';
import { CellEditor } from './cell-editor.tsx';
import { cellText, fieldLabel } from './roster-columns.ts';
import type { RowEditing } from './use-row-editing.ts';

/** Causes whose sure remedy is to take the row out. */
const DELETE_CURES: readonly IssueView['code'][] = ['AGE_OUT_OF_RANGE', 'ALREADY_INSURED'];

interface IssueLinesProps {
  row: RosterRowView;
  editing: RowEditing;
  /** The row in which the cursor stands: then the sentence is given in full. */
  current: boolean;
  readOnly: boolean;
  onDelete: (row: RosterRowView) => void;
  onCollapse: (row: RosterRowView) => void;
  onCompare: (rowNumbers: readonly number[]) => void;
}

/** One sentence per issue, with its remedy as a small button. */
export function IssueLines({ row, editing, current, readOnly, onDelete, onCollapse, onCompare }: IssueLinesProps) {
  return (
    <ul className="issue-lines" id={`issues-${row.rowNumber}`}>
      {row.issues.map((issue) => {
        const Icon = issue.severity === 'error' ? CircleX : TriangleAlert;
        const ofLedger = LEDGER_ISSUES.includes(issue.code);
        const label = ofLedger ? '社保台账' : (fieldLabel(issue.field) ?? ISSUE_CODES[issue.code].cause);
        return (
          <li key={`${issue.code} ${issue.field} ${issue.planCode}`} className={`issue-line issue-${issue.severity}`}>
            <Icon aria-hidden="true" />
            <span className={current && issue.severity === 'error' ? 'issue-full' : undefined}>
              {current ? (
                `第 ${row.rowNumber} 行 · `
              ) : (
                <span className="visually-hidden">{`第 ${row.rowNumber} 行 · `}</span>
              )}
              {`${label} · ${issue.sentence}`}
            </span>
            {issue.suggestion && (
              <button
                type="button"
                className="remedy"
                onClick={() => {
                  const { field, value } = issue.suggestion as NonNullable<IssueView['suggestion']>;
                  void editing.apply(row, field, value);
                }}
              >
                {issue.suggestion.label}
              </button>
            )}
            {DELETE_CURES.includes(issue.code) && (
              <button type="button" className="remedy" onClick={() => onDelete(row)}>
                删除这一行
              </button>
            )}
            {issue.code === 'ID_DUPLICATE_IN_FILE' && (
              <button type="button" className="remedy" onClick={() => onCollapse(row)}>
                只留第一行
              </button>
            )}
            {issue.twinRows.length > 0 && (
              <button
                type="button"
                className="remedy"
                onClick={() => onCompare([row.rowNumber, ...issue.twinRows].sort((a, b) => a - b))}
              >
                {issue.twinRows.length === 1 ? '比较两行' : `比较 ${issue.twinRows.length + 1} 行`}
              </button>
            )}
            <EvidenceButtons row={row} issue={issue} readOnly={readOnly} />
            <ElsewhereEditor row={row} issue={issue} editing={editing} />
          </li>
        );
      })}
    </ul>
  );
}

/** Fields that have no column (备注, 入职日期) are set right here. */
function ElsewhereEditor({ row, issue, editing }: { row: RosterRowView; issue: IssueView; editing: RowEditing }) {
  if (issue.field !== 'note' && issue.field !== 'hireDate') return null;
  const field: RosterField = issue.field;
  const { active } = editing;
  const open = active?.editing && active.rowNumber === row.rowNumber && active.field === field;
  if (!open) {
    return (
      <button type="button" className="remedy" onClick={() => editing.open(row.rowNumber, field)}>
        {`修改${fieldLabel(field)}`}
      </button>
    );
  }
  return (
    <span className="issue-editor">
      <CellEditor
        field={field}
        label={`第 ${row.rowNumber} 行 ${fieldLabel(field)}`}
        start={editing.refused?.value ?? cellText(row, field)}
        onDraft={() => undefined}
        onSave={(value, then) => void editing.save(row, field, value, then)}
        onCancel={editing.cancel}
      />
    </span>
  );
}
