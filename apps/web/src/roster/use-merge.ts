import type { MergeChoices, RosterMerged } from '@huzhu/domain/roster/annotated-roster.schema';
import type { FixUndone } from '@huzhu/domain/roster/grouped-fix.schema';
import type { ImportMode } from '@huzhu/domain/roster/roster.schema';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { keepRosterStatus, rosterRowsKey } from './use-roster-status.ts';

type Done =
  | ({ readonly kind: 'merged' } & Pick<
      RosterMerged,
      'fixId' | 'changed' | 'added' | 'removed' | 'skipped' | 'stillWrong'
    >)
  | ({ readonly kind: 'undone' } & Pick<FixUndone, 'restored' | 'kept'>);

/** Uploads whose differences were shown at once; later they are shown when somebody asks. */
const shown = new Set<string>();

/** A 批注名单 that came back: its differences, what the merge did, and its 撤销. */
export function useMerge(number: string, importId: string | null) {
  const [open, setOpen] = useState(() => importId !== null && !shown.has(importId));
  const [done, setDone] = useState<Done | null>(null);
  const attempt = useRef({ body: '', requestId: '' });
  useEffect(() => {
    if (importId !== null) shown.add(importId);
  }, [importId]);

  async function settle(result: RosterMerged | FixUndone, told: Done) {
    keepRosterStatus(number, result);
    setDone(told);
    setOpen(false);
    await queryClient.invalidateQueries({ queryKey: rosterRowsKey(number) });
  }
  const apply = useMutation({
    ...trpc.roster.applyMerge.mutationOptions(),
    onSuccess: (result) => settle(result, { kind: 'merged', ...result }),
  });
  const undo = useMutation({
    ...trpc.roster.undoFix.mutationOptions(),
    onSuccess: (result) => settle(result, { kind: 'undone', ...result }),
  });
  const keyless = useMutation({
    ...trpc.roster.importKeyless.mutationOptions(),
    onSuccess: (status) => {
      keepRosterStatus(number, status);
      setOpen(false);
    },
  });
  const error = apply.error ?? keyless.error ?? undo.error;

  return {
    open: open && importId !== null,
    done,
    busy: apply.isPending || undo.isPending || keyless.isPending,
    sentence: error ? refusalOf(error).sentence : null,
    ask() {
      for (const act of [apply, undo, keyless]) act.reset();
      setOpen(true);
    },
    cancel: () => setOpen(false),
    apply(seen: string, choices: MergeChoices) {
      if (importId === null) return;
      // The same press again after a broken connection is the same act.
      const body = JSON.stringify([importId, seen, choices]);
      if (attempt.current.body !== body) attempt.current = { body, requestId: newRequestId() };
      apply.mutate({ requestId: attempt.current.requestId, number, importId, seen, ...choices });
    },
    importKeyless(mode: ImportMode) {
      if (importId !== null) keyless.mutate({ requestId: newRequestId(), number, importId, mode });
    },
    undo() {
      if (done?.kind === 'merged') undo.mutate({ requestId: newRequestId(), number, fixId: done.fixId });
    },
  };
}

export type Merge = ReturnType<typeof useMerge>;
