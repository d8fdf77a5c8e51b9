import { JOB_KINDS } from '@huzhu/domain/queue-desk/job-kinds';
import type { DeskJob } from '@huzhu/domain/queue-desk/queue-desk.schema';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { REASON_HINT } from './reason-hint.ts';

const CANCELLABLE = ['waiting', 'active', 'delayed', 'failed'];

interface Asked {
  readonly what: 'retry' | 'cancel';
  readonly requestId: string;
  /** As it was when the button was pressed: the page reads on meanwhile, the question does not change. */
  readonly job: DeskJob;
}

/** 取消任务 and 重试, each with a reason. A retry that does not help is closed; the sentence beside it says why. */
export function JobActs({ job, onDone }: { job: DeskJob; onDone: (sentence: string) => void }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const after = {
    onSuccess: ({ reference }: { reference: string }) => {
      onDone(asked?.what === 'retry' ? `任务 ${reference} 已重新排队。` : `任务 ${reference} 已取消。`);
      setAsked(null);
    },
    onSettled: () => queryClient.invalidateQueries(trpc.queueDesk.pathFilter()),
  };
  const retry = useMutation({ ...trpc.queueDesk.retry.mutationOptions(), ...after });
  const cancel = useMutation({ ...trpc.queueDesk.cancel.mutationOptions(), ...after });
  if (!CANCELLABLE.includes(job.state)) return null;
  const retrying = asked?.what === 'retry';
  const act = retrying ? retry : cancel;
  const open = (what: Asked['what']) => {
    retry.reset();
    cancel.reset();
    setAsked({ what, requestId: newRequestId(), job });
  };
  return (
    <div className="desk-job-acts">
      <Button aria-label={`取消任务 ${job.reference}`} onClick={() => open('cancel')}>
        取消任务
      </Button>
      {job.state === 'failed' && (
        <Button
          color="primary"
          variant="outlined"
          disabled={!job.retry?.helps}
          aria-label={`重试 ${job.reference}`}
          onClick={() => open('retry')}
        >
          重试
        </Button>
      )}
      {asked && (
        <ReasonDialog
          title={retrying ? '重试这个任务？' : '取消这个任务？'}
          confirmLabel={retrying ? '重试任务' : '取消任务'}
          cancelLabel={retrying ? '先不重试' : '先不取消'}
          danger={!retrying}
          busy={act.isPending}
          hint={REASON_HINT}
          refusal={act.error ? refusalOf(act.error).sentence : undefined}
          onConfirm={(reason) =>
            act.mutate({ requestId: asked.requestId, jobId: asked.job.id, seen: asked.job.seen, reason })
          }
          onCancel={() => setAsked(null)}
        >
          {[JOB_KINDS[job.kind].label, job.unitName, job.applicationNumber].filter(Boolean).join('，')}。
          {consequence(asked)}
        </ReasonDialog>
      )}
    </div>
  );
}

function consequence({ what, job }: Asked): string {
  if (what === 'retry') return JOB_KINDS[job.kind].again;
  return job.seen.state === 'failed'
    ? '它不再列在失败的任务里；单位仍会看到失败的原因，可以自己再上传。'
    : '它不会再做；单位会看到已取消，可以自己再上传。';
}
