import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import type { DeletedDraft } from './deleted-draft.tsx';

interface DeleteDraftProps {
  number: string;
  unitName: string;
  /** The row is gone then; the list keeps the undo. */
  onDeleted: (draft: DeletedDraft) => void;
}

/** 删除暂存: soft, and the sentence says for how long it can be had back. */
export function DeleteDraft({ number, unitName, onDeleted }: DeleteDraftProps) {
  const [requestId, setRequestId] = useState<string | null>(null);
  const remove = useMutation({
    ...trpc.application.remove.mutationOptions(),
    onSuccess: async ({ version }) => {
      setRequestId(null);
      onDeleted({ number, unitName, version });
      await queryClient.invalidateQueries(trpc.application.list.pathFilter());
    },
  });

  async function confirm() {
    if (!requestId) return;
    // The list does not carry the version; the row is read just before it goes.
    const view = await queryClient.fetchQuery({ ...trpc.application.get.queryOptions({ number }), staleTime: 0 });
    remove.mutate({ requestId, number, version: view.version });
  }

  return (
    <>
      <button
        type="button"
        className="plain-button row-link"
        aria-describedby={`unit-${number}`}
        onClick={() => {
          remove.reset();
          setRequestId(newRequestId());
        }}
      >
        删除
      </button>
      <ConfirmDialog
        open={requestId !== null}
        title="删除这份暂存的申请？"
        confirmLabel="删除申请"
        cancelLabel="先不删除"
        danger
        busy={remove.isPending}
        onConfirm={() => void confirm()}
        onCancel={() => setRequestId(null)}
      >
        <p>{`${unitName}，${number}。名单和已填内容一并删除；删错了可以马上撤销，30 天内也可以在“最近删除”里恢复。`}</p>
        {remove.error && <NoticeBox tone="error">{refusalOf(remove.error).sentence}</NoticeBox>}
      </ConfirmDialog>
    </>
  );
}
