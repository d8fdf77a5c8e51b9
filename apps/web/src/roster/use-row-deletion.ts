import type { RowsMoved } from '@huzhu/domain/roster/roster.schema';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { api, queryClient, trpc } from '../app/trpc.ts';
import type { RosterFilter, RosterRows } from './use-roster-rows.ts';
import { keepRosterStatus, rosterRowsKey } from './use-roster-status.ts';

/** What is to be deleted: chosen rows, or all that match the filter at hand. */
export type Doomed =
  | { readonly kind: 'rows'; readonly rowNumbers: readonly number[]; readonly name: string | null }
  | { readonly kind: 'matching'; readonly filter: RosterFilter; readonly total: number };

/** 删除, 批量删除, the collapse of exact twins: asked first where much is at stake, undone with one press afterwards. */
export function useRowDeletion(number: string, rows: RosterRows, onDeleted: () => void) {
  const [asked, setAsked] = useState<(Doomed & { readonly requestId: string }) | null>(null);
  const [done, setDone] = useState<RowsMoved | null>(null);

  function settle(result: RowsMoved) {
    keepRosterStatus(number, result);
    setDone(result);
    setAsked(null);
    onDeleted();
  }
  const refetch = () => queryClient.invalidateQueries({ queryKey: rosterRowsKey(number) });
  /** Whoever points at the rows that go. */
  const twinsOf = (gone: readonly number[]) =>
    rows.rows
      .filter((row) => gone.includes(row.rowNumber))
      .flatMap((row) => row.issues.flatMap((issue) => issue.twinRows))
      .filter((twin) => !gone.includes(twin));
  /** Rows that lost a twin have another sentence now, or none; the others stay where they are. */
  async function reread(rowNumbers: readonly number[]) {
    const few = [...new Set(rowNumbers)];
    if (few.length > 20) return void refetch();
    if (few.length > 0) rows.replace(await api.roster.rowsByNumber.query({ number, rowNumbers: few }));
  }
  const settleAndRefetch = (result: RowsMoved) => {
    settle(result);
    void refetch();
  };
  const cameBack = async (result: RowsMoved) => {
    keepRosterStatus(number, result);
    setDone(null);
    await refetch();
  };
  const remove = useMutation({
    ...trpc.roster.remove.mutationOptions(),
    onSuccess: (result, { rowNumbers }) => {
      const twins = twinsOf(rowNumbers);
      rows.drop(rowNumbers);
      settle(result);
      void reread(twins);
    },
  });
  const removeMatching = useMutation({ ...trpc.roster.removeMatching.mutationOptions(), onSuccess: settleAndRefetch });
  const collapse = useMutation({ ...trpc.roster.collapseTwins.mutationOptions(), onSuccess: settleAndRefetch });
  const undo = useMutation({ ...trpc.roster.undoRemoval.mutationOptions(), onSuccess: cameBack });
  const restore = useMutation({ ...trpc.roster.restoreRows.mutationOptions(), onSuccess: cameBack });
  const error = remove.error ?? removeMatching.error ?? collapse.error ?? undo.error ?? restore.error;

  return {
    asked,
    done,
    busy: remove.isPending || removeMatching.isPending || collapse.isPending || undo.isPending || restore.isPending,
    sentence: error ? refusalOf(error).sentence : null,
    ask(doomed: Doomed) {
      for (const mutation of [remove, removeMatching, collapse, undo, restore]) mutation.reset();
      setAsked({ ...doomed, requestId: newRequestId() });
    },
    cancel: () => setAsked(null),
    confirm() {
      if (!asked) return;
      const { requestId } = asked;
      if (asked.kind === 'rows') return remove.mutate({ requestId, number, rowNumbers: [...asked.rowNumbers] });
      const { show, code, query } = asked.filter;
      removeMatching.mutate({ requestId, number, show, query, ...(code && { code }) });
    },
    /** 比较两行, 保留这一行: decided before the eyes, so it is not asked again; 撤销 takes it back. */
    keepOnly(kept: number, others: readonly number[]) {
      const input = { requestId: newRequestId(), number, rowNumbers: [...others] };
      remove.mutate(input, { onSuccess: () => void reread([kept]) });
    },
    /** Keeps the first of exactly equal rows. @param rowNumber only the person of that row */
    collapse: (rowNumber?: number) =>
      collapse.mutate({ requestId: newRequestId(), number, ...(rowNumber !== undefined && { rowNumber }) }),
    restore: (rowNumber: number) => restore.mutate({ requestId: newRequestId(), number, rowNumbers: [rowNumber] }),
    undo() {
      if (done) undo.mutate({ requestId: newRequestId(), number, deletionId: done.deletionId });
    },
  };
}

export type RowDeletion = ReturnType<typeof useRowDeletion>;
