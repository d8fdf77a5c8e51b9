import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import type { RosterRows } from './use-roster-rows.ts';
import { rosterRowsKey, setRosterStatus } from './use-roster-status.ts';

interface Asked {
  readonly rowNumbers: readonly number[];
  /** Named in the question where it is one row. */
  readonly name: string | null;
  readonly requestId: string;
}

/** 删除 and 批量删除: asked first, undone with one press afterwards. */
export function useRowDeletion(number: string, rows: RosterRows, onDeleted: () => void) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [deleted, setDeleted] = useState<readonly number[]>([]);
  const remove = useMutation({
    ...trpc.roster.remove.mutationOptions(),
    onSuccess: (status, input) => {
      rows.drop(input.rowNumbers);
      setRosterStatus(number, status);
      setDeleted(input.rowNumbers);
      setAsked(null);
      onDeleted();
    },
  });
  const restore = useMutation({
    ...trpc.roster.restoreRows.mutationOptions(),
    onSuccess: async (status) => {
      setRosterStatus(number, status);
      setDeleted([]);
      await queryClient.invalidateQueries({ queryKey: rosterRowsKey(number) });
    },
  });
  const error = remove.error ?? restore.error;

  return {
    asked,
    deleted,
    busy: remove.isPending || restore.isPending,
    sentence: error ? refusalOf(error).sentence : null,
    ask(rowNumbers: readonly number[], name: string | null) {
      remove.reset();
      setAsked({ rowNumbers, name, requestId: newRequestId() });
    },
    cancel: () => setAsked(null),
    confirm() {
      if (asked) remove.mutate({ requestId: asked.requestId, number, rowNumbers: [...asked.rowNumbers] });
    },
    undo: () => restore.mutate({ requestId: newRequestId(), number, rowNumbers: [...deleted] }),
    forget: () => setDeleted([]),
  };
}

export type RowDeletion = ReturnType<typeof useRowDeletion>;
