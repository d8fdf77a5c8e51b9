import type { FixUndone } from '@huzhu/domain/roster/grouped-fix.schema';
import type { RowsPasted } from '@huzhu/domain/roster/paste.schema';
import { readClipboard } from '@huzhu/domain/roster/read-clipboard';
import type { RosterStatus } from '@huzhu/domain/roster/roster.schema';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { useMutation } from '@tanstack/react-query';
import { type ClipboardEvent, useRef, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { keepRosterStatus, rosterRowsKey } from './use-roster-status.ts';

export interface PasteStart {
  readonly text: string;
  /** The cell it was pasted at. */
  readonly at: { readonly rowNumber: number; readonly field: RosterField } | null;
}

type Done =
  | ({ readonly kind: 'pasted' } & Pick<RowsPasted, 'fixId' | 'added' | 'changed' | 'skipped' | 'stillWrong'>)
  | ({ readonly kind: 'undone'; readonly ofAdded: boolean } & Pick<FixUndone, 'restored' | 'kept'>);

interface PasteInput {
  readonly number: string;
  readonly readOnly: boolean;
  /** The rows that were added, or none. */
  readonly onPasted: (added: readonly number[]) => void;
}

/** 从 Excel 粘贴: what is open, what the last act did, and its 撤销. */
export function usePaste({ number, readOnly, onPasted }: PasteInput) {
  const [open, setOpen] = useState<PasteStart | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const attempt = useRef({ body: '', requestId: '' });

  async function settle(status: RosterStatus, told: Done) {
    keepRosterStatus(number, status);
    setDone(told);
    setOpen(null);
    onPasted(told.kind === 'pasted' ? told.added : []);
    await queryClient.invalidateQueries({ queryKey: rosterRowsKey(number) });
  }
  const apply = useMutation({
    ...trpc.roster.applyPaste.mutationOptions(),
    onSuccess: (result) => settle(result, { kind: 'pasted', ...result }),
  });
  const undo = useMutation({
    ...trpc.roster.undoFix.mutationOptions(),
    onSuccess: (result) => {
      const ofAdded = done?.kind === 'pasted' && done.added.length > 0;
      return settle(result, { kind: 'undone', ofAdded, ...result });
    },
  });
  const error = apply.error ?? undo.error;

  function ask(start: PasteStart) {
    apply.reset();
    undo.reset();
    setOpen(start);
  }

  return {
    open,
    done,
    busy: apply.isPending || undo.isPending,
    sentence: error ? refusalOf(error).sentence : null,
    ask,
    cancel() {
      apply.reset();
      setOpen(null);
    },
    /** Ctrl+V in the list. A single value that is pasted into an open editor is the editor's. @returns whether it was taken */
    take(event: ClipboardEvent): boolean {
      const text = event.clipboardData.getData('text/plain');
      const target = event.target as HTMLElement;
      const cell = target.closest<HTMLElement>('[data-at]')?.dataset.at;
      const isTyping = target.matches('input, textarea, select');
      if (readOnly || text.trim() === '' || (isTyping && !(cell && isBlock(text)))) return false;
      event.preventDefault();
      const [rowNumber, field] = (cell ?? '').split(' ');
      ask({ text, at: cell ? { rowNumber: Number(rowNumber), field: field as RosterField } : null });
      return true;
    },
    apply(input: Omit<Parameters<typeof apply.mutate>[0], 'number' | 'requestId'>) {
      // The same press again after a broken connection is the same act.
      const body = JSON.stringify(input);
      if (attempt.current.body !== body) attempt.current = { body, requestId: newRequestId() };
      apply.mutate({ ...input, requestId: attempt.current.requestId, number });
    },
    undo() {
      if (done?.kind === 'pasted') undo.mutate({ requestId: newRequestId(), number, fixId: done.fixId });
    },
  };
}

export type Pasting = ReturnType<typeof usePaste>;

function isBlock(text: string): boolean {
  const rows = readClipboard(text);
  return rows.length > 1 || (rows[0]?.length ?? 0) > 1;
}
