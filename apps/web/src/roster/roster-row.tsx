import type { RosterRowView } from '@huzhu/domain/roster/roster.schema';
import { Checkbox } from 'antd';
import { memo, useState } from 'react';
import { LedgerCell } from '../ledger/ledger-cell.tsx';
import { CellEditor } from './cell-editor.tsx';
import { IdParts } from './id-parts.tsx';
import { IssueLines } from './issue-lines.tsx';
import { cellIssues, cellText, editorStart, type RosterColumn } from './roster-columns.ts';
import { RowRefusal } from './row-refusal.tsx';
import type { RowEditing } from './use-row-editing.ts';

interface RosterRowProps {
  row: RosterRowView;
  columns: readonly RosterColumn[];
  editing: RowEditing;
  selected: boolean;
  readOnly: boolean;
  /** Whether there is a 社保台账 to show the column of. */
  withLedger: boolean;
  onSelect: (row: RosterRowView, on: boolean) => void;
  onDelete: (row: RosterRowView) => void;
  onRestore: (row: RosterRowView) => void;
  onCollapse: (row: RosterRowView) => void;
  onCompare: (rowNumbers: readonly number[]) => void;
}

/** The cells of a person, and beneath them what is wrong with them. */
export const RosterRow = memo(function RosterRow(props: RosterRowProps) {
  const { row, columns, editing } = props;
  const readOnly = props.readOnly || row.deleted;
  const [draft, setDraft] = useState<string | null>(null);
  const active = editing.active?.rowNumber === row.rowNumber ? editing.active : null;
  const open = active?.editing === true;
  const lead = columns[0] as RosterColumn;

  return (
    <>
      <tr className="roster-cells">
        <td className="roster-tick">
          {!readOnly && (
            <Checkbox
              checked={props.selected}
              aria-label={`选择第 ${row.rowNumber} 行 ${row.name}`}
              onChange={(event) => props.onSelect(row, event.target.checked)}
            />
          )}
        </td>
        <td className="number roster-number" data-name="行号" id={`row-${row.rowNumber}`}>
          <span className="visually-hidden">第</span>
          {row.rowNumber}
          <span className="visually-hidden">行</span>
        </td>
        {columns.map((column) => (
          <RosterCell
            key={column.field}
            row={row}
            column={column}
            editing={editing}
            readOnly={readOnly}
            onDraft={setDraft}
          />
        ))}
        {props.withLedger && <LedgerCell row={row} />}
        <td className="roster-acts">
          {row.deleted && !props.readOnly && (
            <button
              type="button"
              className="plain-button"
              aria-describedby={`row-${row.rowNumber}`}
              onClick={() => props.onRestore(row)}
            >
              恢复
            </button>
          )}
          {!readOnly && (
            <>
              <button
                type="button"
                className="plain-button"
                aria-describedby={`row-${row.rowNumber}`}
                onClick={() => editing.openError(row) || editing.open(row.rowNumber, lead.field)}
              >
                修改
              </button>
              <button
                type="button"
                className="plain-button"
                aria-describedby={`row-${row.rowNumber}`}
                onClick={() => props.onDelete(row)}
              >
                删除
              </button>
            </>
          )}
        </td>
      </tr>
      {((row.issues.length > 0 && !row.deleted) || open) && (
        <tr className="roster-issues">
          <td colSpan={2} />
          <td colSpan={columns.length + (props.withLedger ? 2 : 1)}>
            <div className="roster-under">
              <div className="roster-under-text">
                <IssueLines
                  row={row}
                  editing={editing}
                  current={active !== null}
                  readOnly={readOnly}
                  onDelete={props.onDelete}
                  onCollapse={props.onCollapse}
                  onCompare={props.onCompare}
                />
                {open && editing.refused && <RowRefusal editing={editing} refused={editing.refused} />}
                {open && <Keys />}
              </div>
              {open && active.field === 'idNumber' && (
                <IdParts
                  typed={draft ?? editorStart(row, 'idNumber')}
                  wrongCheck={
                    (draft === null || draft === row.idNumber) &&
                    row.issues.some((issue) => issue.code === 'ID_CHECKSUM')
                  }
                />
              )}
            </div>
          </td>
        </tr>
      )}
    </>
  );
});

function Keys() {
  return (
    <p className="roster-keys">
      <span>
        <kbd>Enter</kbd>保存，到下一个错误
      </span>
      <span>
        <kbd>Tab</kbd>下一格
      </span>
      <span>
        <kbd>Esc</kbd>不改了
      </span>
    </p>
  );
}

const isNumber = (field: RosterColumn['field']) => field === 'idNumber' || field === 'employeeIdNumber';

interface RosterCellProps {
  row: RosterRowView;
  column: RosterColumn;
  editing: RowEditing;
  readOnly: boolean;
  onDraft: (value: string | null) => void;
}

function RosterCell({ row, column, editing, readOnly, onDraft }: RosterCellProps) {
  const { field } = column;
  const { active } = editing;
  const here = active?.rowNumber === row.rowNumber && active.field === field;
  const issues = cellIssues(row, field);
  const worst = issues.some((issue) => issue.severity === 'error') ? 'error' : issues[0]?.severity;
  const text = cellText(row, field);
  const at = `${row.rowNumber} ${field}`;
  const open = () => {
    if (readOnly) return;
    onDraft(null);
    editing.open(row.rowNumber, field);
  };
  const className = [
    'roster-cell',
    column.number ? 'number' : '',
    worst ? `cell-${worst}` : '',
    here && active.editing ? 'cell-open' : '',
  ].join(' ');
  if (here && active.editing) {
    return (
      <td className={className} data-name={column.label} data-at={at}>
        <CellEditor
          field={field}
          label={`第 ${row.rowNumber} 行 ${column.label}`}
          start={editing.refused?.value ?? editorStart(row, field)}
          placeholder={isNumber(field) && editorStart(row, field) === '' ? '重新输入完整号码' : undefined}
          choices={column.choices}
          describedBy={row.issues.length > 0 ? `issues-${row.rowNumber}` : undefined}
          onDraft={onDraft}
          onSave={(value, then) => {
            onDraft(null);
            void editing.save(row, field, value, then);
          }}
          onCancel={() => {
            onDraft(null);
            editing.cancel();
          }}
        />
      </td>
    );
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the table listens to Enter and F2 on its cells
    <td
      className={className}
      data-name={column.label}
      data-cell={at}
      data-at={at}
      tabIndex={here ? 0 : -1}
      aria-describedby={issues.length > 0 ? `issues-${row.rowNumber}` : undefined}
      onClick={open}
    >
      {text === '' ? <span className="hint">{worst ? '未填写' : '—'}</span> : text}
    </td>
  );
}
