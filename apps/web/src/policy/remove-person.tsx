import type { CoverLine, PolicyView } from '@huzhu/domain/policy/policy.schema';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { ReasonDialog } from '../ui/reason-dialog.tsx';

/** 【减员】 of one person, where the plans allow it; a reviewer decides. */
export function RemovePerson({ policy, line, onClose }: { policy: PolicyView; line: CoverLine; onClose: () => void }) {
  const [requestId] = useState(newRequestId);
  const ask = useMutation({
    ...trpc.policyChange.remove.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries(trpc.policyChange.pathFilter());
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={`给 ${line.name} 办理减员？`}
      confirmLabel="提交减员"
      cancelLabel="先不减员"
      danger
      busy={ask.isPending}
      hint="例如：已离职"
      refusal={ask.error ? refusalOf(ask.error).sentence : undefined}
      onCancel={onClose}
      onConfirm={(reason) =>
        ask.mutate({
          requestId: ask.error ? newRequestId() : requestId,
          policyNumber: policy.number,
          lines: [line.id],
          reason,
        })
      }
    >
      {`${line.idMasked}。审核通过当天 24 时起，这个人在本保单里的全部保障结束。是否退费按保障计划办理。`}
    </ReasonDialog>
  );
}
