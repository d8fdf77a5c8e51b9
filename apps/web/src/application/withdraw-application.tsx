import type { ApplicationSummary, ApplicationView } from '@huzhu/domain/application/application.schema';
import { formatYuan } from '@huzhu/domain/money/money';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';

/** 撤回申请: restates unit, headcount and amount before it asks. */
export function WithdrawApplication({
  view,
  summary,
}: {
  view: ApplicationView;
  summary: ApplicationSummary | undefined;
}) {
  const [requestId, setRequestId] = useState<string | null>(null);
  const withdraw = useMutation({
    ...trpc.application.withdraw.mutationOptions(),
    onSuccess: async (next) => {
      setRequestId(null);
      queryClient.setQueryData(trpc.application.get.queryKey({ number: next.number }), next);
      await queryClient.invalidateQueries(trpc.application.pathFilter());
    },
  });
  return (
    <>
      <Button
        size="large"
        danger
        icon={<Undo2 aria-hidden="true" />}
        onClick={() => {
          withdraw.reset();
          setRequestId(newRequestId());
        }}
      >
        撤回申请
      </Button>
      <ConfirmDialog
        open={requestId !== null}
        title="撤回这份参保申请？"
        confirmLabel="撤回申请"
        cancelLabel="先不撤回"
        danger
        busy={withdraw.isPending}
        onConfirm={() => requestId && withdraw.mutate({ requestId, number: view.number, version: view.version })}
        onCancel={() => setRequestId(null)}
      >
        <p>
          {view.unit.name}
          {summary && (
            <>
              ，<b>{summary.headcount.toLocaleString('en-US')}</b> 人，<b>{formatYuan(summary.totalFen)}</b>
            </>
          )}
          。撤回后互助会不再审核，这份申请不能恢复；要参保，请新建一份申请。
        </p>
        {withdraw.error && <NoticeBox tone="error">{refusalOf(withdraw.error).sentence}</NoticeBox>}
      </ConfirmDialog>
    </>
  );
}
