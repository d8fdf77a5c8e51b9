import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import type { OfferedPlan, PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { ArrowDown, CircleCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { NoticeBox } from '../ui/notice-box.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { ApplicationGate } from './application-gate.tsx';
import { EnrolmentFrame } from './enrolment-frame.tsx';
import { NoticeList } from './notice-list.tsx';
import { NoticeText } from './notice-text.tsx';
import './read-notice.css';
import { scrollerOf, useReading } from './use-reading.ts';

/** 阅读告知书 (manual 2.3). */
export function ReadNoticePage() {
  return (
    <ApplicationGate step="notice">
      {(view) => (view.plans.length === 0 ? <NoPlans view={view} /> : <Notices view={view} />)}
    </ApplicationGate>
  );
}

function NoPlans({ view }: { view: ApplicationView }) {
  return (
    <EnrolmentFrame view={view} step="notice" footNote={null} actions={null}>
      <h1>阅读告知书</h1>
      <NoticeBox tone="info">
        还没有选择保障计划，没有要读的告知书。
        <Link to="/applications/$number/plan" params={{ number: view.number }}>
          去选择保障计划
        </Link>
      </NoticeBox>
    </EnrolmentFrame>
  );
}

function Notices({ view }: { view: ApplicationView }) {
  const offered = useQuery({ ...trpc.plan.offered.queryOptions(), staleTime: 60_000 });
  const plans = view.plans.flatMap((line) => offered.data?.find((plan) => plan.code === line.code) ?? []);
  const first = plans[0];
  if (first) return <Reader view={view} plans={plans} first={first} />;
  return (
    <EnrolmentFrame view={view} step="notice" footNote={null} actions={null}>
      <h1>阅读告知书</h1>
      {offered.error ? (
        <Trouble sentence={refusalOf(offered.error).sentence} onRetry={() => void offered.refetch()} />
      ) : (
        <Skeleton label="正在取告知书" lines={8} />
      )}
    </EnrolmentFrame>
  );
}

function Reader({ view, plans, first }: { view: ApplicationView; plans: readonly OfferedPlan[]; first: OfferedPlan }) {
  const navigate = useNavigate();
  const isRead = (plan: OfferedPlan) => view.noticesAccepted.some((acceptance) => acceptance.code === plan.code);
  const [code, setCode] = useState((plans.find((plan) => !isRead(plan)) ?? first).code);
  const current = plans.find((plan) => plan.code === code) ?? first;
  const article = useRef<HTMLElement>(null);
  const reading = useReading(article, current.code);
  const attempt = useRef({ code: '', requestId: '' });
  const accept = useMutation({
    ...trpc.application.acceptNotice.mutationOptions(),
    onSuccess: (next) => {
      queryClient.setQueryData(trpc.application.get.queryKey({ number: next.number }), next);
      const unread = plans.find((plan) => !next.noticesAccepted.some((acceptance) => acceptance.code === plan.code));
      // The tick is seen for a moment before the next text takes its place.
      if (unread) setTimeout(() => choose(unread.code), 600);
    },
    // Somebody else may have changed the plans: the next press then goes with the newest version.
    onError: () => void queryClient.invalidateQueries(trpc.application.get.queryFilter({ number: view.number })),
  });

  function choose(next: PlanVersion['code']) {
    setCode(next);
    accept.reset();
    if (article.current) scrollerOf(article.current).scrollTop = 0;
  }

  function tick() {
    if (accept.isPending) return;
    if (attempt.current.code !== current.code) attempt.current = { code: current.code, requestId: newRequestId() };
    accept.mutate({
      requestId: attempt.current.requestId,
      number: view.number,
      version: view.version,
      code: current.code,
      hash: current.noticeHash,
    });
  }

  useEffect(() => {
    function end(event: KeyboardEvent) {
      if (event.key !== 'End' || !article.current) return;
      const scroller = scrollerOf(article.current);
      scroller.scrollTop = scroller.scrollHeight;
    }
    window.addEventListener('keydown', end);
    return () => window.removeEventListener('keydown', end);
  }, []);

  const read = isRead(current);
  const all = plans.every(isRead);
  return (
    <EnrolmentFrame
      view={view}
      step="notice"
      footNote={
        <div className="notice-foot">
          <Checkbox
            checked={read || accept.isPending}
            disabled={read || !reading.finished}
            aria-describedby="notice-why"
            onChange={tick}
          >
            <b>我已阅读协议</b>
          </Checkbox>
          <span className="small" id="notice-why" role="status">
            {read ? <CircleCheck aria-hidden="true" /> : <ArrowDown aria-hidden="true" />}
            {why(read, all, reading.finished, reading.percent)}
          </span>
        </div>
      }
      actions={
        <>
          <Button size="large" onClick={() => void navigate({ to: '/applications/$number/plan', params: view })}>
            上一步
          </Button>
          <Button size="large" onClick={() => void navigate({ to: '/applications' })}>
            暂存
          </Button>
          <Button
            size="large"
            type="primary"
            disabled={!all}
            onClick={() => void navigate({ to: '/applications/$number/roster', params: view })}
          >
            下一步
          </Button>
        </>
      }
    >
      <div className="notice-grid">
        <div>
          <h1>阅读告知书</h1>
          <p className="muted">关系到职工能否得到给付，请仔细阅读。</p>
          {accept.error && <NoticeBox tone="error">{refusalOf(accept.error).sentence}</NoticeBox>}
          <NoticeList
            plans={plans}
            accepted={view.noticesAccepted}
            current={current}
            reading={reading}
            onChoose={choose}
          />
        </div>
        <NoticeText plan={current} article={article} />
      </div>
    </EnrolmentFrame>
  );
}

function why(read: boolean, all: boolean, finished: boolean, percent: number): string {
  if (all) return '告知书都已阅读，可以进入下一步。';
  if (read) return '这一份已阅读，请继续阅读下一份。';
  if (finished) return '已读到末尾，请勾选。';
  return `请读到末尾后勾选，已读 ${percent}%。也可按 End 键直接到末尾。`;
}
