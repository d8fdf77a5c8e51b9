import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { NoticeBox } from '../ui/notice-box.tsx';
import { rosterRowsKey, setRosterStatus } from './use-roster-status.ts';

/** 停止导入: nothing of the file is kept; a list that was there before stays as it was. */
export function StopImport({ number }: { number: string }) {
  // One import is one act: pressing again after a lost answer repeats the same request.
  const [requestId] = useState(newRequestId);
  const cancel = useMutation({
    ...trpc.roster.cancelImport.mutationOptions(),
    onSuccess: (status) => {
      setRosterStatus(number, status);
      void queryClient.invalidateQueries({ queryKey: rosterRowsKey(number) });
    },
    onError: () => void queryClient.invalidateQueries(trpc.roster.status.queryFilter({ number })),
  });
  return (
    <div className="progress-stop">
      <Button loading={cancel.isPending} onClick={() => cancel.mutate({ requestId, number })}>
        停止导入
      </Button>
      {cancel.error && <NoticeBox tone="error">{refusalOf(cancel.error).sentence}</NoticeBox>}
    </div>
  );
}
