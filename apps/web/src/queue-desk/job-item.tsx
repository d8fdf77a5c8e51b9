import { JOB_KINDS } from '@huzhu/domain/queue-desk/job-kinds';
import { DESK_STATES, type DeskJob, type DeskState } from '@huzhu/domain/queue-desk/queue-desk.schema';
import { spellSeconds } from '@huzhu/domain/queue-desk/spell-seconds';
import { Ban, CircleCheck, CircleDashed, CircleX, FileX2, Hourglass, LoaderCircle, RotateCcw } from 'lucide-react';
import { dayAndTime } from '../app/times.ts';
import { JobActs } from './job-acts.tsx';

const ICONS = {
  waiting: Hourglass,
  active: LoaderCircle,
  delayed: RotateCcw,
  failed: CircleX,
  settled: CircleDashed,
  refused: FileX2,
  cancelled: Ban,
  done: CircleCheck,
} as const satisfies Record<DeskState, unknown>;

interface Props {
  job: DeskJob;
  /** Among failures only, what each is need not be said. */
  stateKnown?: boolean;
  onDone: (sentence: string) => void;
}

/** One job: kind, unit, application, why it failed, whether a retry helps, and what can be done. */
export function JobItem({ job, stateKnown = false, onDone }: Props) {
  const Icon = ICONS[job.state];
  return (
    <li className="desk-job">
      <Icon aria-hidden="true" className={`desk-job-${job.state}`} />
      <div className="desk-job-text">
        <p className="desk-job-head">
          <b>{JOB_KINDS[job.kind].label}</b>
          {!stateKnown && <span>{DESK_STATES[job.state]}</span>}
          {job.unitName && <span className="muted">{job.unitName}</span>}
          {job.applicationNumber && <span className="desk-number">{job.applicationNumber}</span>}
        </p>
        {job.sentence && <p>{job.sentence}</p>}
        {job.retry && job.state === 'failed' && <p>{job.retry.sentence}</p>}
        <p className="small muted">{particulars(job)}</p>
      </div>
      <JobActs job={job} onDone={onDone} />
    </li>
  );
}

function particulars(job: DeskJob): string {
  const since = dayAndTime(job.since);
  const parts: string[] = [];
  if (job.state === 'waiting') parts.push(`${since} 起等待`);
  else if (job.state === 'delayed') parts.push(`${since} 起等待下一次尝试`);
  else if (job.state === 'active') parts.push(`第 ${job.attempts} 次尝试，${since} 开始`);
  else parts.push(since);
  if (job.attempts > 0 && job.state !== 'active') parts.push(`试了 ${job.attempts} 次`);
  if (job.waitedSeconds !== null && job.waitedSeconds >= 1) parts.push(`等了 ${spellSeconds(job.waitedSeconds)}`);
  if (job.ranSeconds !== null) parts.push(`用时 ${job.ranSeconds < 1 ? '不到 1 秒' : spellSeconds(job.ranSeconds)}`);
  parts.push(`任务编号 ${job.reference}`);
  return parts.join('，');
}
