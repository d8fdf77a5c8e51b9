import { DeletionNotice } from './deletion-notice.tsx';
import { FilterLine } from './filter-line.tsx';
import { FixNotice } from './fix-notice.tsx';
import { PasteNotice } from './paste-notice.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { UnsavedNotice } from './unsaved-notice.tsx';
import type { GroupedFixing } from './use-grouped-fix.ts';
import type { Pasting } from './use-paste.ts';
import type { RosterFilter, RosterRows } from './use-roster-rows.ts';
import type { RowDeletion } from './use-row-deletion.ts';
import type { RowEditing } from './use-row-editing.ts';
import type { RowSelection } from './use-row-selection.ts';

interface RosterNoticesProps {
  deletion: RowDeletion;
  fixing: GroupedFixing;
  paste: Pasting;
  editing: RowEditing;
  rows: RosterRows;
  selection: RowSelection;
  filter: RosterFilter;
  onReveal: (rowNumber: number) => void;
  onFilter: (part: Partial<RosterFilter>) => void;
}

/** Between toolbar and rows: what the last acts did, what is selected or not saved yet, and what the list shows. */
export function RosterNotices(props: RosterNoticesProps) {
  const { rows, filter, onFilter } = props;
  const { query } = rows;
  return (
    <>
      <DeletionNotice deletion={props.deletion} />
      <FixNotice fixing={props.fixing} />
      <PasteNotice paste={props.paste} />
      <SelectionBar rows={rows} selection={props.selection} />
      <UnsavedNotice
        editing={props.editing}
        onGo={(rowNumber) => {
          if (!rows.rows.some((row) => row.rowNumber === rowNumber)) props.onReveal(rowNumber);
        }}
      />
      <FilterLine
        filter={filter}
        total={query.isPlaceholderData ? undefined : query.data && rows.total}
        onFilter={onFilter}
      />
      {filter.from > 0 && (
        <p className="roster-notice small muted">
          {`从第 ${filter.from + 1} 行开始列出。`}
          <button type="button" className="plain-button" onClick={() => onFilter({ from: 0 })}>
            从头列出
          </button>
        </p>
      )}
    </>
  );
}
