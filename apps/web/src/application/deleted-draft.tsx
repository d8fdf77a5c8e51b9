import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { NoticeBox } from '../ui/notice-box.tsx';

export interface DeletedDraft {
  readonly number: string;
  readonly unitName: string;
  readonly version: number;
}

/** What was just deleted, and its undo; stands in the list, because the row is gone. */
export function DeletedDraftNotice({ draft, onRestored }: { draft: DeletedDraft; onRestored: () => void }) {
  // One notice is one act: pressing again after a lost answer repeats the same request.
  const [requestId] = useState(newRequestId);
  const restore = useMutation({
    ...trpc.application.restore.mutationOptions(),
    onSuccess: async (view) => {
      queryClient.setQueryData(trpc.application.get.queryKey({ number: view.number }), view);
      await queryClient.invalidateQueries(trpc.application.list.pathFilter());
      onRestored();
    },
  });
  return (
    <div style={{ marginTop: '1rem' }}>
      <NoticeBox
        tone={restore.error ? 'error' : 'success'}
        action={
          <button
            type="button"
            className="plain-button"
            disabled={restore.isPending}
            onClick={() => restore.mutate({ requestId, number: draft.number, version: draft.version })}
          >
            撤销
          </button>
        }
      >
        {restore.error
          ? refusalOf(restore.error).sentence
          : `已删除 ${draft.unitName} 的申请 ${draft.number}。30 天内也可以在“最近删除”里恢复。`}
      </NoticeBox>
    </div>
  );
}
