import { APPLICATION_STATES } from '@huzhu/domain/application/application-state';
import { useQuery } from '@tanstack/react-query';
import { CircleDot } from 'lucide-react';
import { refusalOf } from '../app/refusal.ts';
import { dayAndTime } from '../app/times.ts';
import { trpc } from '../app/trpc.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import './audit-timeline.css';
import { STATE_LOOKS } from './application-tag.tsx';

/** 保单操作记录: newest first; act, before → after, reason, person and role, time at the right. */
export function AuditTimeline({ number }: { number: string }) {
  const timeline = useQuery(trpc.application.timeline.queryOptions({ number }));
  const entries = [...(timeline.data ?? [])].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <section className="card audit" aria-labelledby="audit-title">
      <h2 id="audit-title">保单操作记录</h2>
      {timeline.isPending && <Skeleton label="正在取操作记录" />}
      {timeline.error && (
        <Trouble sentence={refusalOf(timeline.error).sentence} onRetry={() => void timeline.refetch()} />
      )}
      <ol>
        {entries.map((entry) => {
          const Icon = entry.to ? STATE_LOOKS[entry.to].icon : CircleDot;
          return (
            <li key={`${entry.at} ${entry.label}`}>
              <span className="audit-mark">
                <Icon aria-hidden="true" />
              </span>
              <div className="audit-text">
                <p>
                  <b>{entry.label}</b>
                  {entry.to && (
                    <span className="muted">
                      {entry.from && entry.from !== entry.to
                        ? `${APPLICATION_STATES[entry.from]} → ${APPLICATION_STATES[entry.to]}`
                        : APPLICATION_STATES[entry.to]}
                    </span>
                  )}
                </p>
                {entry.reason && <p>{entry.reason}</p>}
                <p className="small muted">{`${entry.actorName}，${entry.roleName}`}</p>
              </div>
              <time className="small muted" dateTime={entry.at}>
                {dayAndTime(entry.at)}
              </time>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
