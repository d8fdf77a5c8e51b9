import type { RosterRowView } from '@huzhu/domain/roster/roster.schema';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type Refusal, refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { api, trpc } from '../app/trpc.ts';
import { errorsOf } from './roster-columns.ts';
import type { RosterRows } from './use-roster-rows.ts';
import { keepRosterStatus } from './use-roster-status.ts';

/** What was typed into a cell and refused: kept until it is saved or given up, wherever the cursor went meanwhile. */
export interface Unsaved {
  readonly rowNumber: number;
  readonly field: RosterField;
  readonly value: string;
  readonly refusal: Refusal;
}

const cellKey = (rowNumber: number, field: RosterField) => `${rowNumber} ${field}`;

/** Saves single cells; every save rechecks the row and its twins on the server. */
export function useRowSaving(number: string, rows: RosterRows) {
  const [unsaved, setUnsaved] = useState<ReadonlyMap<string, Unsaved>>(new Map());
  const [fixed, setFixed] = useState<ReadonlySet<number>>(new Set());
  const attempt = useRef({ key: '', requestId: '' });
  const correct = useMutation(trpc.roster.correct.mutationOptions());

  function remember(rowNumber: number, field: RosterField, entry: Unsaved | null) {
    setUnsaved((old) => {
      const next = new Map(old);
      if (entry) next.set(cellKey(rowNumber, field), entry);
      else next.delete(cellKey(rowNumber, field));
      return next;
    });
  }

  /** Null when it was refused; `unsaved` then says why. */
  async function change(row: RosterRowView, field: RosterField, value: string): Promise<RosterRowView | null> {
    const { rowNumber, revision } = row;
    const key = JSON.stringify([rowNumber, revision, field, value]);
    if (attempt.current.key !== key) attempt.current = { key, requestId: newRequestId() };
    try {
      const result = await correct.mutateAsync({
        requestId: attempt.current.requestId,
        number,
        rowNumber,
        revision,
        changes: { [field]: value },
      });
      remember(rowNumber, field, null);
      rows.replace([result.row, ...result.twins]);
      keepRosterStatus(number, result.status);
      const before = new Map(rows.rows.map((candidate) => [candidate.rowNumber, errorsOf(candidate).length]));
      const healed = [result.row, ...result.twins].filter(
        (candidate) => (before.get(candidate.rowNumber) ?? 0) > 0 && errorsOf(candidate).length === 0,
      );
      setFixed(new Set(healed.map((candidate) => candidate.rowNumber)));
      return result.row;
    } catch (error) {
      remember(rowNumber, field, { rowNumber, field, value, refusal: refusalOf(error) });
      return null;
    }
  }

  /** Takes a row as it stands on the server now. */
  async function reload(rowNumber: number): Promise<RosterRowView | undefined> {
    const found = await api.roster.rowsByNumber.query({ number, rowNumbers: [rowNumber] });
    rows.replace(found);
    return found[0];
  }

  return {
    change,
    reload,
    fixed,
    saving: correct.isPending,
    unsaved: [...unsaved.values()],
    unsavedAt: (rowNumber: number, field: RosterField) => unsaved.get(cellKey(rowNumber, field)),
    forget: (rowNumber: number, field: RosterField) => remember(rowNumber, field, null),
  };
}
