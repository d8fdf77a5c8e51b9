import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import type { RosterRowView } from '@huzhu/domain/roster/roster.schema';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { type Ref, type RefObject, useImperativeHandle, useMemo, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { queryClient } from '../app/trpc.ts';
import { useLedgerStatus } from '../ledger/use-ledger-status.ts';
import { useLayout } from '../ui/layout.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { AddRowDialog } from './add-row-dialog.tsx';
import { AnnotatedCard } from './annotated-card.tsx';
import { CausesFilter } from './causes-filter.tsx';
import { CollapseCard } from './collapse-card.tsx';
import { CompareRows } from './compare-rows.tsx';
import { FixCard } from './fix-card.tsx';
import { FixDialog } from './fix-dialog.tsx';
import { NoRows } from './no-rows.tsx';
import { errorsOf, rosterColumns } from './roster-columns.ts';
import './roster-list.css';
import { PasteDialog } from './paste-dialog.tsx';
import { RosterNotices } from './roster-notices.tsx';
import { RosterTable } from './roster-table.tsx';
import { RosterToolbar } from './roster-toolbar.tsx';
import { RowDeletionDialog } from './row-deletion-dialog.tsx';
import { RowJump } from './row-jump.tsx';
import { useGroupedFix } from './use-grouped-fix.ts';
import { usePaste } from './use-paste.ts';
import { NO_FILTER, PAGE_SIZE, type RosterFilter, type RosterRows, useRosterRows } from './use-roster-rows.ts';
import { type Roster, rosterRowsKey } from './use-roster-status.ts';
import { useRowDeletion } from './use-row-deletion.ts';
import { type RowEditing, useRowEditing } from './use-row-editing.ts';
import { useRowSelection } from './use-row-selection.ts';

export interface RosterListHandle {
  /** Opens the first error of that row. */
  goToRow: (rowNumber: number) => void;
  /** Opens a cell, whatever stands in it. */
  goToCell: (rowNumber: number, field: RosterField) => void;
  /** Reads the rows again: a check may have changed what they say. */
  refresh: () => Promise<unknown>;
}

/** From here on nobody scrolls to a row. */
const LONG_LIST = 1_000;

interface RosterListProps {
  view: ApplicationView;
  roster: Roster;
  page: RefObject<HTMLElement | null>;
  handle: Ref<RosterListHandle>;
  onDone: () => void;
}

/** Causes at the left, the rows at the right. */
export function RosterList({ view, roster, page, handle, onDone }: RosterListProps) {
  const { number } = view;
  const { cards } = useLayout();
  const [filter, setFilter] = useState<RosterFilter>({
    show: roster.counts.errorRows > 0 ? 'errors' : 'all',
    code: undefined,
    query: '',
    from: 0,
  });
  const selection = useRowSelection();
  const [compared, setCompared] = useState<readonly number[] | null>(null);
  const [adding, setAdding] = useState(false);
  const columns = useMemo(() => rosterColumns(view.plans), [view.plans]);
  const rows = useRosterRows(number, filter);
  const ledger = useLedgerStatus(number);
  const deletion = useRowDeletion(number, rows, selection.clear);
  const fixing = useGroupedFix(number, selection.clear);
  const editing = useRowEditing({ number, rows, columns, reveal, onDone });
  const readOnly = roster.frozen || !view.editable;
  const paste = usePaste({ number, readOnly: readOnly || filter.show === 'deleted', onPasted });

  function change(part: Partial<RosterFilter>) {
    setFilter((old) => ({ ...old, from: 0, ...part }));
    selection.clear();
  }

  /** Starts the list a little above a far row, in all rows: it may not match the filter at hand. */
  function reveal(rowNumber: number) {
    change({ ...NO_FILTER, from: rowNumber <= PAGE_SIZE ? 0 : rowNumber - 5 });
  }

  function showRow(rowNumber: number) {
    if (!rows.rows.some((row) => row.rowNumber === rowNumber)) reveal(rowNumber);
    editing.select(rowNumber, 'name');
  }

  function onPasted([first]: readonly number[]) {
    selection.clear();
    if (first !== undefined) showRow(first);
  }

  function deleteSelected() {
    if (selection.all) return deletion.ask({ kind: 'matching', filter, total: rows.total });
    deletion.ask({ kind: 'rows', rowNumbers: [...selection.selected], name: null });
  }

  useImperativeHandle(handle, () => ({
    goToRow: editing.goToRow,
    goToCell: editing.goToCell,
    refresh: () => queryClient.invalidateQueries({ queryKey: rosterRowsKey(number) }),
  }));

  const here = editing.active?.rowNumber ?? 0;
  const askDelete = (row: RosterRowView) =>
    deletion.ask({ kind: 'rows', rowNumbers: [row.rowNumber], name: row.name || '没有姓名' });

  return (
    <div className="roster-list">
      {roster.causes.length > 0 && (
        <CausesFilter
          roster={roster}
          filter={filter}
          readOnly={readOnly}
          onChoose={(show, code) => change({ show, code, query: '' })}
        >
          {!readOnly && <AnnotatedCard number={number} />}
        </CausesFilter>
      )}
      <section
        className="card roster-card"
        aria-label="参保名单"
        onPaste={(event) => {
          if (paste.take(event)) editing.cancel();
        }}
      >
        <RosterToolbar
          filter={filter}
          selection={selection}
          readOnly={readOnly}
          onAdd={() => setAdding(true)}
          onPaste={() => paste.ask({ text: '', at: here ? editing.active : null })}
          errorRows={roster.counts.errorRows}
          place={placeOf(filter, rows, editing)}
          onFilter={change}
          onDeleteSelected={deleteSelected}
          jump={roster.counts.rows > LONG_LIST && <RowJump onGo={showRow} />}
          onPrevious={() => void editing.goToError(here === 0 ? Number.MAX_SAFE_INTEGER : here, -1)}
          onNext={() => void editing.goToError(here)}
        />
        {filter.code === 'ID_DUPLICATE_IN_FILE' && !readOnly && <CollapseCard roster={roster} deletion={deletion} />}
        {filter.code && !readOnly && <FixCard roster={roster} code={filter.code} onOpen={fixing.ask} />}
        <RosterNotices
          deletion={deletion}
          fixing={fixing}
          paste={paste}
          editing={editing}
          rows={rows}
          selection={selection}
          filter={filter}
          onReveal={reveal}
          onFilter={change}
        />
        {rows.query.isPending && <Skeleton label="正在取名单" lines={8} />}
        {rows.query.error && (
          <Trouble sentence={refusalOf(rows.query.error).sentence} onRetry={() => void rows.query.refetch()} />
        )}
        {rows.query.data && rows.rows.length === 0 && (
          <NoRows filter={filter} deleted={roster.counts.deleted} onFilter={change} />
        )}
        {rows.rows.length > 0 && (
          <RosterTable
            key={cards ? 'cards' : 'table'}
            rows={rows}
            columns={columns}
            editing={editing}
            selected={selection.selected}
            readOnly={readOnly}
            withLedger={ledger.data?.current != null}
            page={page}
            onSelect={selection.select}
            onDelete={askDelete}
            onRestore={(row) => deletion.restore(row.rowNumber)}
            onCollapse={(row) => deletion.collapse(row.rowNumber)}
            onCompare={setCompared}
          />
        )}
      </section>
      <RowDeletionDialog deletion={deletion} />
      {fixing.open && <FixDialog view={view} code={fixing.open} fixing={fixing} />}
      {paste.open && <PasteDialog view={view} start={paste.open} paste={paste} rows={rows} columns={columns} />}
      {compared && (
        <CompareRows
          view={view}
          rowNumbers={compared}
          onClose={() => setCompared(null)}
          onEdit={(row) => {
            setCompared(null);
            showRow(row.rowNumber);
            editing.open(row.rowNumber, 'name');
          }}
          onKeep={(row, others) => {
            setCompared(null);
            deletion.keepOnly(row.rowNumber, others);
          }}
        />
      )}
      {adding && (
        <AddRowDialog
          view={view}
          onClose={() => setAdding(false)}
          onAdded={(row) => {
            setAdding(false);
            showRow(row.rowNumber);
          }}
        />
      )}
    </div>
  );
}

/** 1-based place of the cursor among the errors, where the list holds nothing but errors, from the first on. */
function placeOf(filter: RosterFilter, rows: RosterRows, editing: RowEditing): number | null {
  if (filter.show !== 'errors' || filter.code || filter.query || filter.from > 0) return null;
  const errors = rows.rows.filter((row) => errorsOf(row).length > 0);
  const at = errors.findIndex((row) => row.rowNumber === editing.active?.rowNumber);
  return at < 0 ? null : at + 1;
}
