import { WORK_QUEUE_NAMES, WORK_QUEUES } from '@huzhu/domain/queue-desk/job-kinds';
import { DESK_STATES, type DeskState } from '@huzhu/domain/queue-desk/queue-desk.schema';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import { Empty } from '../ui/empty.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import type { DeskSearch } from './desk-search.ts';
import { JobItem } from './job-item.tsx';

const route = getRouteApi('/signed-in/menu/queues');

/** 查找任务: by application or unit number, name of the unit or reference, whatever became of it. */
export function JobSearch({ onDone }: { onDone: (sentence: string) => void }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [query, setQuery] = useState(search.query ?? '');
  useEffect(() => setQuery(search.query ?? ''), [search.query]);
  useEffect(() => {
    if (query.trim() === (search.query ?? '')) return;
    const timer = setTimeout(() => {
      void navigate({ search: (old) => ({ ...old, query: query.trim() || undefined }), replace: true });
    }, 350);
    return () => clearTimeout(timer);
  }, [query, search.query, navigate]);
  const change = (part: DeskSearch) => void navigate({ search: (old) => ({ ...old, ...part }), replace: true });
  return (
    <section className="desk-section" aria-labelledby="desk-search">
      <h2 id="desk-search">查找任务</h2>
      <search className="desk-filters">
        <label className="visually-hidden" htmlFor="desk-query">
          申请编号、单位或任务编号
        </label>
        <Input
          id="desk-query"
          allowClear
          prefix={<Search aria-hidden="true" />}
          placeholder="申请编号、单位或任务编号"
          maxLength={60}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <label className="visually-hidden" htmlFor="desk-state">
          状态
        </label>
        <Select<DeskState | ''>
          id="desk-state"
          value={search.state ?? ''}
          onChange={(state) => change({ state: state === '' ? undefined : state })}
          options={[
            { value: '' as const, label: '全部状态' },
            ...Object.entries(DESK_STATES).map(([value, label]) => ({ value: value as DeskState, label })),
          ]}
        />
        <label className="visually-hidden" htmlFor="desk-queue">
          队列
        </label>
        <Select
          id="desk-queue"
          value={search.queue ?? ''}
          onChange={(name) => change({ queue: WORK_QUEUE_NAMES.find((known) => known === name) })}
          options={[
            { value: '', label: '全部队列' },
            ...WORK_QUEUE_NAMES.map((name) => ({ value: name as string, label: WORK_QUEUES[name].label })),
          ]}
        />
      </search>
      {(search.query || search.state || search.queue) && <Found search={search} onDone={onDone} />}
    </section>
  );
}

function Found({ search, onDone }: { search: DeskSearch; onDone: (sentence: string) => void }) {
  const list = useQuery({
    ...trpc.queueDesk.jobs.queryOptions({
      query: search.query ?? '',
      ...(search.state && { state: search.state }),
      ...(search.queue && { queue: search.queue }),
    }),
    placeholderData: keepPreviousData,
    refetchInterval: 8_000,
  });
  if (list.isPending) return <Skeleton label="正在查找任务" />;
  if (list.error) return <Trouble sentence={refusalOf(list.error).sentence} onRetry={() => void list.refetch()} />;
  if (list.data.jobs.length === 0) {
    return (
      <div className="card">
        <Empty title="没有符合条件的任务" detail="请核对申请编号、单位名称或任务编号，或换一个状态。" />
      </div>
    );
  }
  return (
    <>
      <ul className="card desk-jobs" aria-label="查找结果">
        {list.data.jobs.map((job) => (
          <JobItem key={job.id} job={job} onDone={onDone} />
        ))}
      </ul>
      {list.data.more && (
        <p className="small muted desk-more">只列出最近 {list.data.jobs.length} 个，请再加条件缩小范围。</p>
      )}
    </>
  );
}
