import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, DatePicker, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import { useDeferredValue, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { dayAndTime } from '../app/times.ts';
import { trpc } from '../app/trpc.ts';
import { Empty } from '../ui/empty.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import './audit.css';

const dayOf = (day: Dayjs | null | undefined) => (day ? asDate(day.format('YYYY-MM-DD')) : undefined);

/**
 * 操作记录: who did what to what, when and why; to be read only. What is looked for may be a person's name, so it stands
 * in the page and not in the address.
 */
export function AuditPage() {
  const [person, setPerson] = useState('');
  const [action, setAction] = useState('');
  const [days, setDays] = useState<[Dayjs | null, Dayjs | null]>([null, null]);
  const [from, to] = days.map(dayOf);
  const filter = useDeferredValue({ person: person.trim(), action: action.trim() });
  const list = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(
      { ...filter, ...(from && { from }), ...(to && { to }) },
      { getNextPageParam: (page) => page.next },
    ),
  );
  const entries = list.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <>
      <h1>操作记录</h1>
      <search className="audit-filters">
        <label className="visually-hidden" htmlFor="audit-person">
          操作人
        </label>
        <Input
          id="audit-person"
          allowClear
          placeholder="操作人"
          maxLength={40}
          value={person}
          onChange={(event) => setPerson(event.target.value)}
        />
        <label className="visually-hidden" htmlFor="audit-action">
          操作
        </label>
        <Input
          id="audit-action"
          allowClear
          placeholder="操作，如“暂停”"
          maxLength={40}
          value={action}
          onChange={(event) => setAction(event.target.value)}
        />
        <DatePicker.RangePicker
          aria-label="日期"
          id={{ start: 'audit-from', end: 'audit-to' }}
          placeholder={['日期起', '日期止']}
          allowEmpty={[true, true]}
          value={days}
          onChange={(next) => setDays([next?.[0] ?? null, next?.[1] ?? null])}
        />
      </search>
      {list.isPending && <Skeleton label="正在取操作记录" lines={8} />}
      {list.error && <Trouble sentence={refusalOf(list.error).sentence} onRetry={() => void list.refetch()} />}
      {list.data && entries.length === 0 && (
        <div className="card">
          <Empty title="没有符合条件的操作记录" detail="请放宽日期，或换一个操作人或操作。" />
        </div>
      )}
      {entries.length > 0 && (
        <ul className="card audit-entries" aria-label="操作记录">
          {entries.map((entry) => (
            <li key={entry.id}>
              <div>
                <p className="audit-what">
                  <b>{entry.action}</b>
                  <span className="muted">{entry.subject}</span>
                </p>
                {entry.reason && <p>{entry.reason}</p>}
                <p className="small muted">{[...new Set([entry.personName, entry.roleName])].join('，')}</p>
              </div>
              <time className="small muted" dateTime={entry.at}>
                {dayAndTime(entry.at)}
              </time>
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <p className="audit-older">
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            更早的记录
          </Button>
        </p>
      )}
    </>
  );
}
