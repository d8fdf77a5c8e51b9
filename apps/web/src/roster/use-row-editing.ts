import type { RosterRowView } from '@huzhu/domain/roster/roster.schema';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { useEffect, useRef, useState } from 'react';
import { api } from '../app/trpc.ts';
import { cellIssues, editorStart, errorFields, errorsOf, type RosterColumn } from './roster-columns.ts';
import type { RosterRows } from './use-roster-rows.ts';
import { type Unsaved, useRowSaving } from './use-row-saving.ts';

export interface ActiveCell {
  readonly rowNumber: number;
  readonly field: RosterField;
  readonly editing: boolean;
}

/** Where the cursor goes after a save. */
export type Then = 'next-error' | 'next-cell' | 'previous-cell' | 'stay';

interface RowEditingInput {
  number: string;
  rows: RosterRows;
  columns: readonly RosterColumn[];
  /** Shows a row that is not among the loaded ones. */
  reveal: (rowNumber: number) => void;
  /** No error is left anywhere. */
  onDone: () => void;
}

/** One active cell, one open editor; every save rechecks the row (and its twins) on the server at once. */
export function useRowEditing({ number, rows, columns, reveal, onDone }: RowEditingInput) {
  const [active, setActive] = useState<ActiveCell | null>(null);
  /** A row that is not loaded yet; its first error opens as soon as it stands there, or the cell that was asked for. */
  const [awaited, setAwaited] = useState<{ rowNumber: number; field?: RosterField } | null>(null);
  const saving = useRowSaving(number, rows);
  const { change } = saving;

  function open(rowNumber: number, field: RosterField) {
    setActive({ rowNumber, field, editing: true });
  }

  /** Opens the first error of a row, or stands on the row where no single cell is at fault. */
  function openError(row: RosterRowView, after?: RosterField): boolean {
    const fields = errorFields(row, columns);
    const at = after ? fields.indexOf(after) + 1 : 0;
    const field = fields[at];
    if (field) {
      open(row.rowNumber, field);
      return true;
    }
    if (after || errorsOf(row).length === 0) return false;
    setActive({ rowNumber: row.rowNumber, field: 'name', editing: false });
    return true;
  }

  const openLater = useRef(openError);
  openLater.current = openError;

  async function goToError(after: number, direction: 1 | -1 = 1) {
    const candidates = rows.rows.filter((row) => (row.rowNumber - after) * direction > 0 && errorsOf(row).length > 0);
    const near = direction === 1 ? candidates[0] : candidates[candidates.length - 1];
    if (near) return void openError(near);
    if (direction === -1) return;
    const next =
      (await api.roster.nextIssue.query({ number, after })).rowNumber ??
      (after === 0 ? null : (await api.roster.nextIssue.query({ number, after: 0 })).rowNumber);
    if (next === null) {
      setActive(null);
      return onDone();
    }
    goToRow(next);
  }

  /** Opens the first error of a row, after fetching it when it is not among the listed ones. */
  function goToRow(rowNumber: number) {
    const loaded = rows.rows.find((row) => row.rowNumber === rowNumber);
    if (loaded) return void openError(loaded);
    setAwaited({ rowNumber });
    reveal(rowNumber);
  }

  /** Opens a cell whatever stands in it, after fetching its row when it is not among the listed ones. */
  function goToCell(rowNumber: number, field: RosterField) {
    const known = columns.some((column) => column.field === field) ? field : 'name';
    if (rows.rows.some((row) => row.rowNumber === rowNumber)) return open(rowNumber, known);
    setAwaited({ rowNumber, field: known });
    reveal(rowNumber);
  }

  const arrived = awaited === null ? undefined : rows.rows.find((row) => row.rowNumber === awaited.rowNumber);
  const awaitedField = awaited?.field;
  useEffect(() => {
    if (!arrived) return;
    setAwaited(null);
    if (awaitedField) setActive({ rowNumber: arrived.rowNumber, field: awaitedField, editing: true });
    else openLater.current(arrived);
  }, [arrived, awaitedField]);

  function step(row: RosterRowView, field: RosterField, by: 1 | -1) {
    const at = columns.findIndex((column) => column.field === field);
    const next = columns[at + by];
    if (next) return open(row.rowNumber, next.field);
    const index = rows.rows.findIndex((candidate) => candidate.rowNumber === row.rowNumber);
    const neighbour = rows.rows[index + by];
    const edge = by === 1 ? columns[0] : columns[columns.length - 1];
    if (neighbour && edge) open(neighbour.rowNumber, edge.field);
  }

  async function save(row: RosterRowView, field: RosterField, value: string, then: Then) {
    const changed = value.trim() !== editorStart(row, field).trim();
    const after = changed ? await change(row, field, value.trim()) : row;
    if (!after) return;
    if (then === 'next-cell') return step(after, field, 1);
    if (then === 'previous-cell') return step(after, field, -1);
    if (then === 'stay') {
      // The cursor may already stand in another cell: only this editor closes.
      return setActive((now) =>
        now && now.rowNumber === row.rowNumber && now.field === field ? { ...now, editing: false } : now,
      );
    }
    const stillWrong = changed && cellIssues(after, field).some((issue) => issue.severity === 'error');
    if (stillWrong) return open(after.rowNumber, field);
    if (openError(after, field)) return;
    await goToError(after.rowNumber);
  }

  /** After somebody else was faster: the row as it stands now; an open editor keeps what is typed in it. */
  async function reload({ rowNumber, field }: Unsaved) {
    const now = await saving.reload(rowNumber);
    saving.forget(rowNumber, field);
    if (!now || now.deleted) setActive(null);
  }

  /** What was typed goes over the newest state of the row, now that it was seen. */
  async function insist({ rowNumber, field, value }: Unsaved) {
    const now = await saving.reload(rowNumber);
    if (!now || now.deleted) return;
    const saved = await change(now, field, value);
    if (saved) select(rowNumber, field);
  }

  function select(rowNumber: number, field: RosterField) {
    setActive({ rowNumber, field, editing: false });
  }

  return {
    number,
    active,
    /** The refused content of the cell whose editor is open. */
    refused: active?.editing ? saving.unsavedAt(active.rowNumber, active.field) : undefined,
    unsaved: saving.unsaved,
    fixed: saving.fixed,
    saving: saving.saving,
    open,
    save,
    reload,
    insist,
    goToError,
    goToRow,
    goToCell,
    openError,
    select,
    cancel() {
      if (active) saving.forget(active.rowNumber, active.field);
      setActive((now) => now && { ...now, editing: false });
    },
    apply: change,
  };
}

export type RowEditing = ReturnType<typeof useRowEditing>;
