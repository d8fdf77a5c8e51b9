import type { ApplicationSummary, ApplicationView } from '@huzhu/domain/application/application.schema';
import { mayCause } from '@huzhu/domain/application/application-state';
import { formatYuan } from '@huzhu/domain/money/money';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useMe } from '../account/use-me.ts';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { trpc } from '../app/trpc.ts';
import { applicationMoved } from '../application/application-moved.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { ReasonDialog } from '../ui/reason-dialog.tsx';

type Act = 'approve' | 'return' | 'reject' | 'returnApproved';

/** Verbs of the reviewer, and what each does, for whoever is about to. */
const REFUSALS = {
  return: {
    label: '退回修改',
    title: '退回修改？',
    consequence: '单位按原因修改后再提交，名单占用的份数保留 30 天。',
    cancel: '先不退回',
  },
  reject: {
    label: '拒绝',
    title: '拒绝这份参保申请？',
    consequence: '拒绝后不能恢复，单位只能新建申请。',
    cancel: '先不拒绝',
  },
  returnApproved: {
    label: '作废通知书并退回',
    title: '作废缴费通知书并退回？',
    consequence: '已签发的缴费通知书作废；单位修改后重新审核，签发新的通知书。',
    cancel: '先不退回',
  },
} as const;

/** 通过, 退回修改, 拒绝; once a 缴费通知书 is out, only its return. */
export function ReviewActs({
  view,
  summary,
  marks,
}: {
  view: ApplicationView;
  summary: ApplicationSummary | undefined;
  /** Open marks: while one stands the application can only go back. */
  marks: number;
}) {
  const me = useMe();
  const [asked, setAsked] = useState<{ act: Act; requestId: string } | null>(null);
  const after = {
    onSuccess: async (next: ApplicationView) => {
      setAsked(null);
      await applicationMoved(next);
    },
  };
  const acts = {
    approve: useMutation({ ...trpc.review.approve.mutationOptions(), ...after }),
    return: useMutation({ ...trpc.review.return.mutationOptions(), ...after }),
    reject: useMutation({ ...trpc.review.reject.mutationOptions(), ...after }),
    returnApproved: useMutation({ ...trpc.review.returnApproved.mutationOptions(), ...after }),
  };
  if (!mayCause(me.roles, 'approve')) return null;
  const open = (act: Act) => {
    acts[act].reset();
    setAsked({ act, requestId: newRequestId() });
  };
  const move = { number: view.number, version: view.version };
  const offered: readonly Act[] =
    view.state === 'pending_review'
      ? ['reject', 'return', 'approve']
      : view.state === 'pending_payment'
        ? ['returnApproved']
        : [];
  const error = asked && acts[asked.act].error;
  const refusal = error ? refusalOf(error).sentence : undefined;
  return (
    <>
      {offered.map((act) => (
        <Button
          key={act}
          size="large"
          type={act === (marks > 0 ? 'return' : 'approve') ? 'primary' : 'default'}
          danger={act === 'reject'}
          disabled={act === 'approve' && marks > 0}
          title={act === 'approve' && marks > 0 ? '还有标记，请退回修改，或先取消标记' : undefined}
          onClick={() => open(act)}
        >
          {act === 'approve'
            ? '通过'
            : `${REFUSALS[act].label}${act === 'return' && marks > 0 ? `（${marks} 处）` : ''}`}
        </Button>
      ))}
      <ConfirmDialog
        open={asked?.act === 'approve'}
        title="通过这份参保申请？"
        confirmLabel="审核通过"
        cancelLabel="再看一下"
        busy={acts.approve.isPending}
        onConfirm={() => asked && acts.approve.mutate({ requestId: asked.requestId, ...move })}
        onCancel={() => setAsked(null)}
      >
        <p>
          {view.unit.name}
          {summary && `，${summary.headcount.toLocaleString('en-US')} 人，${formatYuan(summary.totalFen)}`}
          。通过时再核对一遍，不符合条件的人单独不予承保；随后签发缴费通知书，通知单位缴费。
        </p>
        {refusal && <NoticeBox tone="error">{refusal}</NoticeBox>}
      </ConfirmDialog>
      {asked && asked.act !== 'approve' && (
        <ReasonDialog
          title={REFUSALS[asked.act].title}
          confirmLabel={REFUSALS[asked.act].label}
          cancelLabel={REFUSALS[asked.act].cancel}
          danger={asked.act !== 'return'}
          busy={acts[asked.act].isPending}
          hint="单位会看到这句话，写清楚要改什么"
          {...(asked.act === 'return' && marks > 0 && { proposal: `请按退回清单修改 ${marks} 处` })}
          refusal={refusal}
          onConfirm={(reason) =>
            asked.act !== 'approve' && acts[asked.act].mutate({ requestId: asked.requestId, ...move, reason })
          }
          onCancel={() => setAsked(null)}
        >
          {REFUSALS[asked.act].consequence}
        </ReasonDialog>
      )}
    </>
  );
}
