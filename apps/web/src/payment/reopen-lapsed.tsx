import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { trpc } from '../app/trpc.ts';
import { applicationMoved } from '../application/application-moved.ts';
import { ReasonDialog } from '../ui/reason-dialog.tsx';

/** 恢复办理 of what had lapsed, by society_admin. */
export function ReopenLapsed({ view }: { view: ApplicationView }) {
  const [asked, setAsked] = useState<string | null>(null);
  const reopen = useMutation({
    ...trpc.payment.reopen.mutationOptions(),
    onSuccess: async (next) => {
      setAsked(null);
      await applicationMoved(next);
    },
  });
  return (
    <>
      <Button size="large" onClick={() => setAsked(newRequestId())}>
        恢复办理
      </Button>
      {asked && (
        <ReasonDialog
          title="恢复办理这份申请？"
          confirmLabel="恢复办理"
          cancelLabel="先不恢复"
          busy={reopen.isPending}
          hint="单位会看到，例如：款项已到账"
          refusal={reopen.error ? refusalOf(reopen.error).sentence : undefined}
          onConfirm={(reason) =>
            reopen.mutate({ requestId: asked, number: view.number, version: view.version, reason })
          }
          onCancel={() => {
            reopen.reset();
            setAsked(null);
          }}
        >
          重新核对年龄和重复参保，签发新的缴费通知书；这期间在别处参保的人不予承保。
        </ReasonDialog>
      )}
    </>
  );
}
