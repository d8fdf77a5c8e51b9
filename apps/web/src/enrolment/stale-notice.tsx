import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { trpc } from '../app/trpc.ts';
import { NoticeBox } from '../ui/notice-box.tsx';
import { changedBy } from './changed-by.ts';
import './stale-notice.css';

interface StaleNoticeProps {
  number: string;
  /** What was typed here and is not saved, in words. */
  mine: string;
  /** What the server has, in the same words. */
  latest: (view: ApplicationView) => string;
  onLoad: (view: ApplicationView) => void;
  /** Saves what was typed over the newest version, now that it was seen. */
  onKeep: (view: ApplicationView) => void;
}

/** Two machines at once: the second is told who was first and what stands there now, and loses nothing. */
export function StaleNotice({ number, mine, latest, onLoad, onKeep }: StaleNoticeProps) {
  const view = useQuery({ ...trpc.application.get.queryOptions({ number }), staleTime: 0, refetchOnMount: 'always' });
  const change = useQuery({
    ...trpc.application.lastChange.queryOptions({ number }),
    staleTime: 0,
    refetchOnMount: 'always',
  });
  const now = view.data;
  // Until the answer is fresh it may be what this page itself had read before.
  const ready = now !== undefined && !view.isFetching;
  return (
    <NoticeBox tone="error">
      <p>{`这份申请刚刚被${changedBy(change.data ?? null)}改过，您填的内容还没有保存，但也没有丢。`}</p>
      <dl className="stale-both">
        <div>
          <dt>您填的</dt>
          <dd>{mine}</dd>
        </div>
        <div>
          <dt>最新内容</dt>
          <dd>{ready ? latest(now) : '正在取'}</dd>
        </div>
      </dl>
      <div className="stale-acts">
        <Button size="small" disabled={!ready} onClick={() => now && onLoad(now)}>
          载入最新内容
        </Button>
        <Button size="small" disabled={!ready} onClick={() => now && onKeep(now)}>
          保存我填写的
        </Button>
      </div>
    </NoticeBox>
  );
}
