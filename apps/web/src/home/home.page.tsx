import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowRight, BookOpen } from 'lucide-react';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import { DownloadList } from '../download/download-list.tsx';
import { useLayout } from '../ui/layout.ts';
import '../ui/lead-button.css';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import './home.css';
import { PlanCards } from './plan-cards.tsx';
import { ToDoList } from './to-do-list.tsx';

/** 首页: what mutual aid is, what it costs, what waits for you. 去参保 is the only solid button. */
export function HomePage() {
  const { phone } = useLayout();
  const plans = useQuery({ ...trpc.plan.offered.queryOptions(), staleTime: 60_000 });
  const cheapest = Math.min(...(plans.data ?? []).map((plan) => plan.feePerShareFen));
  const lead = (
    <Link to="/applications" className="lead-button">
      去参保
      <ArrowRight aria-hidden="true" />
    </Link>
  );
  return (
    <div className="home">
      <div className="page-head">
        <div className="home-intro">
          <h1>互助保障</h1>
          {!phone && (
            <p className="muted">
              职工互助保障由工会组织、职工自愿参加，遇到重大疾病、住院或意外时，从共同筹集的资金中得到一份帮助。由单位统一参保
              {Number.isFinite(cheapest) && `，保障期一年，每份每年 ${cheapest / 100} 元起`}。
            </p>
          )}
        </div>
        {!phone && (
          <div className="home-actions">
            <Link to="/guide" className="quiet-button">
              <BookOpen aria-hidden="true" />
              操作指引
            </Link>
            {lead}
          </div>
        )}
      </div>
      <section className="home-plans" aria-labelledby="home-plans-title">
        <div className="home-section-head">
          <h2 id="home-plans-title">职工医疗各类互助保障计划</h2>
          <p className="small muted">费用按每人每份每年计</p>
        </div>
        {plans.error && <Trouble sentence={refusalOf(plans.error).sentence} onRetry={() => void plans.refetch()} />}
        {plans.isPending && <Skeleton label="正在取保障计划" lines={6} />}
        {plans.data && <PlanCards plans={plans.data} />}
      </section>
      <div className="home-work">
        <ToDoList />
        <DownloadList />
      </div>
      {phone && <div className="home-lead">{lead}</div>}
    </div>
  );
}
