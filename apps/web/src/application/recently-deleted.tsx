import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { dayAndTime } from '../app/times.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { Empty } from '../ui/empty.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';

/** 最近删除: deleted drafts that may still be had back. */
export function RecentlyDeleted() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="plain-button" onClick={() => setOpen(true)}>
        最近删除
      </button>
      {open && <DeletedList onClose={() => setOpen(false)} />}
    </>
  );
}

function DeletedList({ onClose }: { onClose: () => void }) {
  const list = useQuery({ ...trpc.application.deleted.queryOptions(), staleTime: 0 });
  const restore = useMutation({
    ...trpc.application.restore.mutationOptions(),
    onSuccess: async (view) => {
      queryClient.setQueryData(trpc.application.get.queryKey({ number: view.number }), view);
      await queryClient.invalidateQueries(trpc.application.pathFilter());
    },
  });
  return (
    <Modal
      open
      centered
      title="最近删除"
      width="min(40rem, calc(100vw - 2rem))"
      onCancel={onClose}
      footer={<Button onClick={onClose}>关闭</Button>}
    >
      <p className="muted">删除的暂存申请保留 30 天，恢复后名单和已填内容都在。</p>
      {restore.error && <NoticeBox tone="error">{refusalOf(restore.error).sentence}</NoticeBox>}
      {list.isPending && <Skeleton label="正在取最近删除的申请" />}
      {list.error && <Trouble sentence={refusalOf(list.error).sentence} onRetry={() => void list.refetch()} />}
      {list.data?.length === 0 && <Empty title="没有最近删除的申请" detail={undefined} action={undefined} />}
      <ul className="recently-deleted">
        {(list.data ?? []).map((draft) => (
          <li key={draft.number}>
            <div>
              <b>{draft.unitName}</b>
              <p className="small muted">
                {`${draft.number}，${dayAndTime(draft.deletedAt)} 删除，${draft.until} 前可以恢复（含当日）`}
              </p>
            </div>
            <Button
              loading={restore.isPending && restore.variables.number === draft.number}
              aria-label={`恢复 ${draft.number}`}
              onClick={() =>
                restore.mutate({ requestId: newRequestId(), number: draft.number, version: draft.version })
              }
            >
              恢复
            </Button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
