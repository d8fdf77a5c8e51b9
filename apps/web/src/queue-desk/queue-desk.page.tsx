import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { clockSeconds } from '../app/times.ts';
import { trpc } from '../app/trpc.ts';
import { NoticeBox } from '../ui/notice-box.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { DiagnosisLine } from './diagnosis-line.tsx';
import { FailureList } from './failure-list.tsx';
import { JobSearch } from './job-search.tsx';
import './queue-desk.css';
import { QueueTable } from './queue-table.tsx';
import { ThroughputCard } from './throughput-card.tsx';
import { WorkerCard } from './worker-card.tsx';

/** Often enough for a number to be believed, seldom enough that nobody pays for a page that was left open. */
const REFRESH_MS = 4_000;

/** 队列监控: the first sentence is the diagnosis; then the queues, the failures, and what stands behind them. */
export function QueueDeskPage() {
  const overview = useQuery({
    ...trpc.queueDesk.overview.queryOptions(),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
  const [done, setDone] = useState<string | null>(null);
  const desk = overview.data;
  return (
    <div className="desk">
      <div className="desk-head">
        <h1>队列监控</h1>
        {desk && (
          <p className={overview.error ? 'desk-live desk-live-lost' : 'desk-live'}>
            <i aria-hidden="true" />
            {overview.error ? `更新中断，以下是 ${clockSeconds(desk.at)} 的情况` : `实时更新，${clockSeconds(desk.at)}`}
          </p>
        )}
      </div>
      {overview.isPending && <Skeleton label="正在取队列的情况" lines={8} />}
      {overview.error && (
        <Trouble sentence={refusalOf(overview.error).sentence} onRetry={() => void overview.refetch()} />
      )}
      {desk && (
        <>
          <DiagnosisLine diagnosis={desk.diagnosis} />
          {done && <NoticeBox tone="success">{done}</NoticeBox>}
          <QueueTable queues={desk.queues} onDone={setDone} />
          {desk.failures.length > 0 && <FailureList failures={desk.failures} onDone={setDone} />}
          <JobSearch onDone={setDone} />
          <div className="desk-behind">
            <ThroughputCard throughput={desk.throughput} />
            <WorkerCard workers={desk.workers} />
          </div>
        </>
      )}
    </div>
  );
}
