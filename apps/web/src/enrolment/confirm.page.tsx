import type { ApplicationSummary, ApplicationView } from '@huzhu/domain/application/application.schema';
import { formatYuan } from '@huzhu/domain/money/money';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { FileSpreadsheet, FileText, Paperclip } from 'lucide-react';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { DifferenceCard } from '../application/difference-card.tsx';
import { ForwardTimeline } from '../application/forward-timeline.tsx';
import { wordsOf } from '../application/kind-words.ts';
import { SummaryCard } from '../application/summary-card.tsx';
import { RenewalChanges } from '../renewal/renewal-changes.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { ApplicationGate } from './application-gate.tsx';
import { changedBy } from './changed-by.ts';
import { CheckResults } from './check-results.tsx';
import './choose-plan.css';
import { EnrolmentFrame } from './enrolment-frame.tsx';

/** 确认提交 (manual 2.4): everything once more, computed on the server. */
export function ConfirmPage() {
  return <ApplicationGate step="confirm">{(view) => <Confirm view={view} />}</ApplicationGate>;
}

function Confirm({ view }: { view: ApplicationView }) {
  const navigate = useNavigate();
  const words = wordsOf(view);
  // One visit of the page is one act: pressing again after a lost answer repeats the same request.
  const [requestId] = useState(newRequestId);
  const summary = useQuery({ ...trpc.application.summary.queryOptions({ number: view.number }), staleTime: 0 });
  const submit = useMutation({
    ...trpc.application.submit.mutationOptions(),
    onSuccess: async (next) => {
      await navigate({ to: words.list.path, search: { submitted: next.number } });
      queryClient.setQueryData(trpc.application.get.queryKey({ number: next.number }), next);
      await queryClient.invalidateQueries(trpc.application.pathFilter());
    },
    onError: () => void queryClient.invalidateQueries(trpc.application.pathFilter()),
  });
  const stale = submit.error !== null && refusalOf(submit.error).code === 'STALE_VERSION';
  const change = useQuery({
    ...trpc.application.lastChange.queryOptions({ number: view.number }),
    enabled: stale,
    staleTime: 0,
  });
  const data = summary.data;
  const blocker = data?.blockers[0];

  return (
    <EnrolmentFrame
      view={view}
      step="confirm"
      footNote={data && <FootNote summary={data} />}
      actions={
        <>
          <Button size="large" onClick={() => void navigate({ to: '/applications/$number/roster', params: view })}>
            上一步
          </Button>
          <Button size="large" onClick={() => void navigate({ to: words.list.path })}>
            暂存
          </Button>
          <Button
            size="large"
            type="primary"
            loading={submit.isPending}
            disabled={!data || blocker !== undefined}
            onClick={() =>
              submit.mutate({
                requestId,
                number: view.number,
                version: data?.application.version ?? view.version,
              })
            }
          >
            确认提交
          </Button>
        </>
      }
    >
      <h1>确认提交</h1>
      <p className="muted">请最后核对一遍。提交后由互助会审核，审核前可以撤回。</p>
      {submit.error && (
        <div className="choose-refusal">
          <NoticeBox tone="error">
            {stale
              ? `没有提交：这份申请刚刚被${changedBy(change.data ?? null)}改过。下面是最新内容，请再核对一遍。`
              : refusalOf(submit.error).sentence}
          </NoticeBox>
        </div>
      )}
      {summary.isPending && <Skeleton label="正在核算" lines={10} />}
      {summary.error && <Trouble sentence={refusalOf(summary.error).sentence} onRetry={() => void summary.refetch()} />}
      {data && (
        <div className="with-aside">
          <div className="choose-main">
            <SummaryCard summary={data} />
            {data.difference && <DifferenceCard difference={data.difference} />}
            {view.kind === 'renewal' && <RenewalChanges view={view} />}
            <section className="card enclosed" aria-label="随申请提交">
              <b>随申请提交</b>
              <span>
                <FileSpreadsheet aria-hidden="true" />
                {words.roster}
                <span className="small muted">{`${data.rows.active.toLocaleString('en-US')} 行`}</span>
              </span>
              {data.ledger && (
                <span>
                  <FileSpreadsheet aria-hidden="true" />
                  社保台账
                  <span className="small muted">{data.ledger.month ?? data.ledger.fileName}</span>
                </span>
              )}
              {data.ledger && data.ledger.evidenceRows > 0 && (
                <span>
                  <Paperclip aria-hidden="true" />
                  证明
                  <span className="small muted">{`${data.ledger.evidenceRows} 份`}</span>
                </span>
              )}
              {view.noticesAccepted.length > 0 && (
                <span>
                  <FileText aria-hidden="true" />
                  告知书
                  <span className="small muted">{`${view.noticesAccepted.length} 份`}</span>
                </span>
              )}
            </section>
          </div>
          <div className="choose-main">
            <CheckResults summary={data} />
            <ForwardTimeline start={data.start} requested={view.requestedDate !== null} />
          </div>
        </div>
      )}
    </EnrolmentFrame>
  );
}

function FootNote({ summary }: { summary: ApplicationSummary }) {
  const blocker = summary.blockers[0];
  if (blocker) return <>{blocker.sentence}</>;
  // 子女意外 stands alone, so its persons are all children.
  const persons = summary.lines.some((line) => line.code === 'CHILD') ? '名子女' : '名职工';
  return (
    <>
      将为 <b>{summary.headcount.toLocaleString('en-US')}</b> {persons}提交{wordsOf(summary.application).name}，金额{' '}
      <b>{formatYuan(summary.totalFen)}</b>。
    </>
  );
}
