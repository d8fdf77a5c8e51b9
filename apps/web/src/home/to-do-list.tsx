import type { Deadline, ToDo } from '@huzhu/domain/application/application.schema';
import { APPLICATION_STATES } from '@huzhu/domain/application/application-state';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { AlarmClock, ChevronRight, CircleCheck } from 'lucide-react';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import { LISTS } from '../application/kind-words.ts';
import type { ListSearch } from '../application/list-search.ts';
import { progressSentence } from '../application/progress.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';

/** A deadline is pressing from so many days before it. */
const PRESSING_DAYS = 3;

/** 待办事项: counts that link to the filtered list, nearest deadline first. */
export function ToDoList() {
  const toDos = useQuery(trpc.application.toDos.queryOptions());
  return (
    <section className="to-do card" aria-labelledby="to-do-title">
      <div className="to-do-head">
        <h2 id="to-do-title">待办事项</h2>
        <p className="small muted">按截止日期由近到远</p>
      </div>
      {toDos.error && <Trouble sentence={refusalOf(toDos.error).sentence} onRetry={() => void toDos.refetch()} />}
      {toDos.isPending && <Skeleton label="正在取待办事项" />}
      {toDos.data?.length === 0 && (
        <p className="to-do-none">
          <CircleCheck aria-hidden="true" />
          没有等您办理的事项。点击【去参保】可以新建参保申请。
        </p>
      )}
      <ul>
        {toDos.data?.map((toDo) => (
          <ToDoLine key={`${toDo.list} ${toDo.kind}`} toDo={toDo} />
        ))}
      </ul>
    </section>
  );
}

function ToDoLine({ toDo }: { toDo: ToDo }) {
  const { kind, count, first } = toDo;
  const place =
    kind === 'expiring'
      ? ({ to: '/policies', search: { expiring: true } } as const)
      : { to: LISTS[toDo.list].path, search: { tab: 'mine', state: kind } satisfies ListSearch };
  return (
    <li>
      <Link {...place} className="to-do-link">
        <span className={kind === 'pending_payment' ? 'to-do-count to-do-count-pay' : 'to-do-count'}>{count}</span>
        <span className="to-do-text">
          <b>{toDo.list === 'supplement' ? `保全申请：${titleOf(kind)}` : titleOf(kind)}</b>
          <span className="small muted">
            {kind === 'expiring'
              ? `最近一份：${first.unitName}，保障至 ${first.end ?? ''}（含当日），可以办理续保`
              : `${first.deadline ? '最急的一份' : '最近一份'}：${first.unitName}，${progressSentence(first, new Date())}`}
          </span>
        </span>
        {first.deadline && <DeadlineMark deadline={first.deadline} />}
        <ChevronRight aria-hidden="true" />
      </Link>
    </li>
  );
}

function titleOf(kind: ToDo['kind']): string {
  if (kind === 'expiring') return '保障即将到期';
  return kind === 'draft' ? `${APPLICATION_STATES.draft}，尚未提交` : APPLICATION_STATES[kind];
}

function DeadlineMark({ deadline }: { deadline: Deadline }) {
  const pressing = deadline.daysLeft <= PRESSING_DAYS;
  return (
    <span className={pressing ? 'to-do-deadline to-do-deadline-near' : 'to-do-deadline'}>
      {pressing && <AlarmClock aria-hidden="true" />}
      {deadlineWords(deadline)}
    </span>
  );
}

function deadlineWords({ kind, day, daysLeft }: Deadline): string {
  const [, month, date] = day.split('-').map(Number);
  if (kind === 'start') return `希望 ${month}月${date}日 生效`;
  if (daysLeft < 0) return '已过截止日';
  if (daysLeft === 0) return '今天截止';
  return daysLeft === 1 ? '明天截止' : `还有 ${daysLeft} 天`;
}
