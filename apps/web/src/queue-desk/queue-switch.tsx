import { WORK_QUEUES } from '@huzhu/domain/queue-desk/job-kinds';
import type { DeskQueue } from '@huzhu/domain/queue-desk/queue-desk.schema';
import { useMutation } from '@tanstack/react-query';
import { CirclePause, CirclePlay } from 'lucide-react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { REASON_HINT } from './reason-hint.ts';

export interface AskedPause {
  readonly requestId: string;
  /** As it was when the button was pressed: the page reads on meanwhile, the question does not change. */
  readonly queue: DeskQueue;
}

export function QueueSwitch({ queue, onAsk }: { queue: DeskQueue; onAsk: (asked: AskedPause) => void }) {
  const word = queue.paused ? '恢复' : '暂停';
  const Icon = queue.paused ? CirclePlay : CirclePause;
  return (
    <button
      type="button"
      className="plain-button desk-switch"
      aria-label={`${word}“${WORK_QUEUES[queue.name].label}”`}
      onClick={() => onAsk({ requestId: newRequestId(), queue })}
    >
      <Icon aria-hidden="true" />
      {word}
    </button>
  );
}

/** 暂停 or 恢复 of one queue, with a reason. One for all queues: a window that grows or shrinks does not close it. */
export function PauseDialog({
  asked,
  onDone,
  onClose,
}: {
  asked: AskedPause;
  onDone: (sentence: string) => void;
  onClose: () => void;
}) {
  const { queue, requestId } = asked;
  const { label } = WORK_QUEUES[queue.name];
  const pausing = queue.paused === null;
  const after = {
    onSuccess: () => {
      onDone(pausing ? `“${label}”已暂停，几秒内生效。` : `“${label}”已恢复，几秒内继续。`);
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries(trpc.queueDesk.pathFilter()),
  };
  const pause = useMutation({ ...trpc.queueDesk.pause.mutationOptions(), ...after });
  const resume = useMutation({ ...trpc.queueDesk.resume.mutationOptions(), ...after });
  const act = pausing ? pause : resume;
  return (
    <ReasonDialog
      title={pausing ? `暂停“${label}”？` : `恢复“${label}”？`}
      confirmLabel={pausing ? '暂停队列' : '恢复队列'}
      cancelLabel={pausing ? '先不暂停' : '先不恢复'}
      danger={pausing}
      busy={act.isPending}
      hint={REASON_HINT}
      refusal={act.error ? refusalOf(act.error).sentence : undefined}
      onConfirm={(reason) => act.mutate({ requestId, queue: queue.name, reason })}
      onCancel={onClose}
    >
      {pausing
        ? `正在进行的 ${queue.active} 个任务会做完，新的任务排着不开始，不会丢。单位上传名单后会一直看到“等待”。`
        : `排着的 ${queue.waiting + queue.delayed} 个任务会接着做。`}
    </ReasonDialog>
  );
}
