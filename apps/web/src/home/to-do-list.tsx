import { APPLICATION_STATES, type ApplicationState } from '@huzhu/domain/application/application-state';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, CircleCheck } from 'lucide-react';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import { type ListItem, progressSentence } from '../application/progress.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';

/** Most pressing first: money has a due date, a return blocks, a draft waits. */
const ORDER: readonly ApplicationState[] = [
  'pending_payment',
  'returned',
  'draft',
  'pending_review',
  'pending_verification',
  'pending_effective',
];

/** 待办事项: counts that link to the filtered list. */
export function ToDoList() {
  const mine = useQuery(trpc.application.list.queryOptions({ tab: 'mine', pageSize: 100 }));
  const groups = ORDER.map((state) => ({
    state,
    items: (mine.data?.items ?? []).filter((item) => item.state === state),
  })).filter((group) => group.items.length > 0);
  return (
    <section className="to-do card" aria-labelledby="to-do-title">
      <div className="to-do-head">
        <h2 id="to-do-title">待办事项</h2>
        {mine.data && <p className="small muted">{`共 ${mine.data.total} 份该您办理`}</p>}
      </div>
      {mine.error && <Trouble sentence={refusalOf(mine.error).sentence} onRetry={() => void mine.refetch()} />}
      {mine.isPending && <Skeleton label="正在取待办事项" />}
      {mine.data && groups.length === 0 && (
        <p className="to-do-none">
          <CircleCheck aria-hidden="true" />
          没有等您办理的事项。点击【去参保】可以新建参保申请。
        </p>
      )}
      <ul>
        {groups.map((group) => (
          <ToDo key={group.state} state={group.state} items={group.items} />
        ))}
      </ul>
    </section>
  );
}

function ToDo({ state, items }: { state: ApplicationState; items: readonly ListItem[] }) {
  const latest = items[0];
  if (!latest) return null;
  return (
    <li>
      <Link to="/applications" search={{ tab: 'mine' }} className="to-do-link">
        <span className={state === 'pending_payment' ? 'to-do-count to-do-count-pay' : 'to-do-count'}>
          {items.length}
        </span>
        <span className="to-do-text">
          <b>{state === 'draft' ? `${APPLICATION_STATES.draft}，尚未提交` : APPLICATION_STATES[state]}</b>
          <span className="small muted">{`最近一份：${latest.unitName}，${progressSentence(latest, new Date())}`}</span>
        </span>
        <ChevronRight aria-hidden="true" />
      </Link>
    </li>
  );
}
