import type { FixGroup, FixUndone, GroupedFix, RowsFixed } from '@huzhu/domain/roster/grouped-fix.schema';
import type { IssueCode } from '@huzhu/domain/roster/issue-codes';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { keepRosterStatus, rosterRowsKey } from './use-roster-status.ts';

type Done =
  | ({ readonly kind: 'fixed' } & Pick<RowsFixed, 'fixId' | 'fixed' | 'skipped' | 'stillWrong'>)
  | ({ readonly kind: 'undone' } & Pick<FixUndone, 'restored' | 'kept'>);

/** 一并修改: which cause is open, what the last act did, and its 撤销. */
export function useGroupedFix(number: string, onFixed: () => void) {
  const [open, setOpen] = useState<IssueCode | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const attempt = useRef({ body: '', requestId: '' });

  async function settle(result: RowsFixed | FixUndone, told: Done) {
    keepRosterStatus(number, result);
    setDone(told);
    setOpen(null);
    onFixed();
    await queryClient.invalidateQueries({ queryKey: rosterRowsKey(number) });
  }
  const apply = useMutation({
    ...trpc.roster.applyFix.mutationOptions(),
    onSuccess: (result) => settle(result, { kind: 'fixed', ...result }),
  });
  const undo = useMutation({
    ...trpc.roster.undoFix.mutationOptions(),
    onSuccess: (result) => settle(result, { kind: 'undone', ...result }),
  });
  const error = apply.error ?? undo.error;

  return {
    open,
    done,
    busy: apply.isPending || undo.isPending,
    sentence: error ? refusalOf(error).sentence : null,
    ask(code: IssueCode) {
      apply.reset();
      undo.reset();
      setOpen(code);
    },
    cancel() {
      apply.reset();
      setOpen(null);
    },
    apply(group: FixGroup, fix: GroupedFix, seen: string) {
      // The same press again after a broken connection is the same act.
      const body = JSON.stringify([group, fix, seen]);
      if (attempt.current.body !== body) attempt.current = { body, requestId: newRequestId() };
      apply.mutate({ requestId: attempt.current.requestId, number, group, fix, seen });
    },
    undo() {
      if (done?.kind === 'fixed') undo.mutate({ requestId: newRequestId(), number, fixId: done.fixId });
    },
  };
}

export type GroupedFixing = ReturnType<typeof useGroupedFix>;
