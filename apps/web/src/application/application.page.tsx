import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { APPLICATION_TRANSITIONS, advance, mayCause, TURN_OF } from '@huzhu/domain/application/application-state';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useMe } from '../account/use-me.ts';
import { refusalOf } from '../app/refusal.ts';
import { dayAndTime } from '../app/times.ts';
import { trpc } from '../app/trpc.ts';
import { InvoiceSection } from '../invoice/invoice-section.tsx';
import { ReceivePayment } from '../payment/receive-payment.tsx';
import { ReopenLapsed } from '../payment/reopen-lapsed.tsx';
import { EffectiveDate } from '../policy/effective-date.tsx';
import { PolicyChanges } from '../policy/policy-changes.tsx';
import { Terminate } from '../policy/terminate.tsx';
import { ReviewActs } from '../review/review-acts.tsx';
import { ReviewDesk } from '../review/review-desk.tsx';
import { useMarks } from '../review/use-marks.ts';
import '../ui/lead-button.css';
import { Pips } from '../ui/pips.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import './application.css';
import './application-list.css';
import './application-action.css';
import { ApplicationTag } from './application-tag.tsx';
import { AuditTimeline } from './audit-timeline.tsx';
import { wordsOf } from './kind-words.ts';
import { progressSentence, STAGES, stageOf } from './progress.ts';
import { SummaryCard } from './summary-card.tsx';
import { WithdrawApplication } from './withdraw-application.tsx';
import { stepPath } from './wizard-step.ts';

/** One application: where it lies, what was submitted, who did what. */
export function ApplicationPage() {
  const { number } = useParams({ from: '/signed-in/menu/applications/$number' });
  const application = useQuery(trpc.application.get.queryOptions({ number }));
  const words = wordsOf(application.data);
  return (
    <div className="application-page">
      <Link to={words.list.path} className="application-back">
        <ArrowLeft aria-hidden="true" />
        {words.list.label}
      </Link>
      {application.isPending && <Skeleton label="正在取这份申请" lines={8} />}
      {application.error && (
        <>
          <h1>{words.name}</h1>
          <Trouble sentence={refusalOf(application.error).sentence} onRetry={() => void application.refetch()} />
        </>
      )}
      {application.data && <Application view={application.data} />}
    </div>
  );
}

function Application({ view }: { view: ApplicationView }) {
  const me = useMe();
  const words = wordsOf(view);
  const summary = useQuery(trpc.application.summary.queryOptions({ number: view.number }));
  const marks = useMarks(view.number);
  const reviewing = view.state === 'pending_review' && mayCause(me.roles, 'approve');
  const operator = mayCause(me.roles, 'submit');
  const yours = operator && TURN_OF[view.state] === 'unit';
  const withdrawable = operator && (APPLICATION_TRANSITIONS.withdraw.from as readonly string[]).includes(view.state);
  const stage = stageOf(view.state);
  const sentence = progressSentence(
    {
      kind: view.kind,
      state: view.state,
      step: words.steps[0] ?? 'roster',
      errorRows: summary.data?.rows.errors ?? 0,
      updatedAt: view.savedAt,
      submittedAt: view.submittedAt,
    },
    new Date(),
  );
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{view.unit.name}</h1>
          <p className="muted">
            {`${view.number}　${view.plans.map((plan) => plan.shortName).join('、') || '还没有选择计划'}`}
            {view.submittedAt && `　${dayAndTime(view.submittedAt)} 提交`}
            {view.parent && (
              <>
                {view.kind === 'renewal' ? '　续保，上期 ' : '　原保单 '}
                <Link to="/policies/$policyNumber" className="inline-link" params={view.parent}>
                  {view.parent.policyNumber}
                </Link>
              </>
            )}
          </p>
        </div>
        <div className="application-page-actions">
          {view.state === 'voided' && me.roles.includes('society_admin') && <ReopenLapsed view={view} />}
          {withdrawable && <WithdrawApplication view={view} summary={summary.data} />}
          <ReviewActs view={view} summary={summary.data} marks={marks.open.length} />
          {operator && view.state === 'pending_payment' && (
            <Link to="/applications/$number/payment" params={view} className="lead-button">
              去缴费
            </Link>
          )}
          {view.editable && (
            <Link
              to={stepPath(view.number, view.state === 'returned' ? 'roster' : (words.steps[0] ?? 'roster'))}
              className="lead-button"
            >
              {view.state === 'returned' ? '去修改' : '继续填写'}
            </Link>
          )}
        </div>
      </div>
      <section className="card application-now" aria-label="状态与进度">
        <ApplicationTag state={view.state} yours={yours} />
        {stage !== null && <Pips at={stage} of={STAGES} />}
        <p>{sentence}</p>
      </section>
      {view.state === 'in_force' && <PolicyChanges of={{ applicationNumber: view.number }} />}
      {view.state === 'pending_verification' && mayCause(me.roles, 'confirm_payment') && <ReceivePayment view={view} />}
      {view.state === 'pending_effective' && me.roles.includes('society_admin') && <EffectiveDate view={view} />}
      {me.roles.includes('society_admin') && advance(view.state, 'terminate') && <Terminate view={view} />}
      {reviewing ? (
        <ReviewDesk view={view} summary={summary.data} marks={marks} />
      ) : (
        <>
          {summary.isPending && <Skeleton label="正在取参保内容" lines={6} />}
          {summary.error && (
            <Trouble sentence={refusalOf(summary.error).sentence} onRetry={() => void summary.refetch()} />
          )}
          {summary.data && <SummaryCard summary={summary.data} />}
          <InvoiceSection view={view} />
          <AuditTimeline number={view.number} />
        </>
      )}
    </>
  );
}
