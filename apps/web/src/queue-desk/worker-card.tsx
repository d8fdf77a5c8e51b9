import { ALIVE_SECONDS } from '@huzhu/domain/queue-desk/diagnose';
import { JOB_KINDS } from '@huzhu/domain/queue-desk/job-kinds';
import type { DeskWorker } from '@huzhu/domain/queue-desk/queue-desk.schema';
import { spellSeconds } from '@huzhu/domain/queue-desk/spell-seconds';
import { HeartCrack, HeartPulse } from 'lucide-react';
import { dayAndTime } from '../app/times.ts';

/** 后台工作机: who, what each has in hand, since when, and when it was last seen. */
export function WorkerCard({ workers }: { workers: readonly DeskWorker[] }) {
  const alive = workers.filter(isAlive).length;
  return (
    <section className="card desk-workers" aria-labelledby="desk-workers">
      <div className="desk-card-head">
        <h2 id="desk-workers">后台工作机</h2>
        <p className="small muted">{`${alive} 台在线`}</p>
      </div>
      {workers.length === 0 && <p className="desk-none muted">最近一小时没有工作机。请在服务器上启动 worker。</p>}
      <ul>
        {workers.map((worker, index) => (
          <WorkerItem key={worker.id} worker={worker} name={`工作机 ${index + 1}`} />
        ))}
      </ul>
    </section>
  );
}

const isAlive = (worker: DeskWorker) => worker.seenSecondsAgo <= ALIVE_SECONDS;

function WorkerItem({ worker, name }: { worker: DeskWorker; name: string }) {
  const alive = isAlive(worker);
  const Icon = alive ? HeartPulse : HeartCrack;
  const hand = worker.working.map(({ kind, count }) => `${JOB_KINDS[kind].doing} ${count} ${JOB_KINDS[kind].unit}`);
  const canary = worker.canarySecondsAgo === null ? '还没有自检' : `${spellSeconds(worker.canarySecondsAgo)}前自检`;
  return (
    <li>
      <Icon aria-hidden="true" className={alive ? 'desk-alive' : 'desk-dead'} />
      <div>
        <p className="desk-worker-name">
          <b>{name}</b>
          <span className="small muted">{`${spellSeconds(worker.seenSecondsAgo)}前`}</span>
        </p>
        <p className="small">{alive ? hand.join('，') || '空闲' : '没有回应'}</p>
        <p className="small muted desk-worker-id">
          {[
            worker.id,
            `${dayAndTime(worker.startedAt)} 启动`,
            canary,
            worker.memoryMb ? `内存 ${worker.memoryMb} MB` : '',
          ]
            .filter(Boolean)
            .join('，')}
        </p>
      </div>
    </li>
  );
}
