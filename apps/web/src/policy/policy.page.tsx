import { inProse } from '@huzhu/domain/calendar/calendar-date';
import { formatFen } from '@huzhu/domain/money/money';
import type { PolicyView } from '@huzhu/domain/policy/policy.schema';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { ArrowLeft, Printer, ScanLine } from 'lucide-react';
import { DownloadButton } from '../app/download-button.tsx';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import '../application/application.css';
import '../application/application-list.css';
import { ApplicationTag } from '../application/application-tag.tsx';
import { AuditTimeline } from '../application/audit-timeline.tsx';
import '../ui/lead-button.css';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { InsuredList } from './insured-list.tsx';
import './policy.css';
import { EndorsementTable } from './endorsement-table.tsx';
import { PolicyActs } from './policy-acts.tsx';
import { PolicyFact } from './policy-fact.tsx';
import { PolicyPapers, papersOf } from './policy-papers.tsx';
import { POLICY_TABS, type PolicyTab } from './policy-search.ts';
import { PolicyUnit } from './policy-unit.tsx';

const TAB_LABELS: Readonly<Record<PolicyTab, string>> = {
  unit: '参保单位详情',
  insured: '参保人员名单',
  endorsements: '补充申请明细',
  papers: '保单资料汇总',
  record: '保单操作记录',
};

/** 【保单明细】 (manual 2.6). */
export function PolicyPage() {
  const { policyNumber } = useParams({ from: '/signed-in/menu/policies/$policyNumber' });
  const policy = useQuery({
    ...trpc.policy.get.queryOptions({ policyNumber }),
    // The worker makes the paper within seconds after the cover began.
    refetchInterval: ({ state }) => (state.data && !state.data.ready ? 2_000 : false),
  });
  return (
    <div className="application-page">
      <Link to="/policies" className="application-back">
        <ArrowLeft aria-hidden="true" />
        单位保单查询
      </Link>
      {policy.isPending && <Skeleton label="正在取这份保单" lines={8} />}
      {policy.error && (
        <>
          <h1>保单明细</h1>
          <Trouble sentence={refusalOf(policy.error).sentence} onRetry={() => void policy.refetch()} />
        </>
      )}
      {policy.data && <Policy policy={policy.data} />}
    </div>
  );
}

function Policy({ policy }: { policy: PolicyView }) {
  const { tab = 'unit' } = useSearch({ from: '/signed-in/menu/policies/$policyNumber' });
  return (
    <>
      <PolicyHead policy={policy} />
      <nav className="list-tabs" aria-label="保单明细的内容">
        {POLICY_TABS.map((name) => (
          <Link
            key={name}
            to="/policies/$policyNumber"
            params={{ policyNumber: policy.number }}
            search={{ tab: name === 'unit' ? undefined : name }}
            replace
            className={name === tab ? 'list-tab list-tab-now' : 'list-tab'}
            {...(name === tab && { 'aria-current': 'true' as const })}
          >
            {TAB_LABELS[name]} <span className="list-tab-count">{countOf(policy, name)}</span>
          </Link>
        ))}
      </nav>
      {tab === 'insured' && <InsuredList policy={policy} />}
      {tab === 'endorsements' && <EndorsementTable policy={policy} />}
      {tab !== 'insured' && tab !== 'endorsements' && (
        <div className="policy-columns">
          <div>
            {tab === 'unit' && <PolicyUnit policy={policy} />}
            {tab === 'papers' && <PolicyPapers policy={policy} />}
            {tab === 'record' && <AuditTimeline number={policy.applicationNumber} />}
          </div>
          <aside className="policy-aside" aria-label="保单资料与核验">
            {tab !== 'papers' && <PolicyPapers policy={policy} />}
            <section className="card policy-verify" aria-labelledby="verify-title">
              <h2 id="verify-title">
                <ScanLine aria-hidden="true" />
                扫码验保单
              </h2>
              <p className="small muted">
                扫电子保单上的二维码，或在核验页输入核验码，可证明单位、期间与状态，不显示职工姓名。
              </p>
              <p className="policy-code">{policy.verificationCode}</p>
              <Link to="/verify/$code" params={{ code: policy.verificationCode }} target="_blank">
                打开核验页
              </Link>
            </section>
          </aside>
        </div>
      )}
    </>
  );
}

function countOf(policy: PolicyView, tab: PolicyTab): string {
  if (tab === 'insured') return policy.headcount.toLocaleString('en-US');
  if (tab === 'endorsements') return String(policy.endorsements);
  return tab === 'papers' ? String(papersOf(policy).length) : '';
}

function PolicyHead({ policy }: { policy: PolicyView }) {
  const { all, gone } = policy.days;
  const left = all - gone;
  return (
    <section className="card policy-head" aria-label="保单">
      <div className="page-head">
        <div>
          <div className="policy-title">
            <h1>保单明细</h1>
            <ApplicationTag state={policy.state} yours={false} />
          </div>
          <p className="policy-unit-name">{policy.unit.name}</p>
        </div>
        <div className="policy-head-actions">
          <PolicyActs policy={policy} />
          {policy.invoiceNumber && (
            <DownloadButton
              label="下载发票"
              address={`/api/applications/${policy.applicationNumber}/invoice`}
              fallbackName={`发票 ${policy.invoiceNumber}.pdf`}
            />
          )}
          {policy.ready ? (
            <a
              className="lead-button"
              href={`/api/policies/${policy.number}/document?print=1`}
              target="_blank"
              rel="noreferrer"
            >
              <Printer aria-hidden="true" />
              打印电子保单
            </a>
          ) : (
            <p className="muted" role="status">
              电子保单正在生成，一般几秒钟
            </p>
          )}
        </div>
      </div>
      <dl className="policy-facts">
        <PolicyFact name="保单号" value={policy.number} beneath={policy.planNames.join('、')} />
        <PolicyFact name="保障期间" value={`${policy.start} 至 ${policy.end}`} beneath={beneathTerm(policy, left)} />
        <PolicyFact
          name="参保人数"
          value={policy.headcount.toLocaleString('en-US')}
          beneath={`共 ${policy.shares.toLocaleString('en-US')} 份`}
        />
        <PolicyFact name="保费（元）" value={formatFen(policy.premiumFen)} beneath={beneathPremium(policy)} />
      </dl>
      <div className="policy-term" aria-hidden="true">
        <i style={{ width: `${Math.round((100 * gone) / all)}%` }} />
      </div>
    </section>
  );
}

function beneathTerm(policy: PolicyView, left: number): string {
  if (policy.state !== 'in_force') return '含当日';
  return left === 0 ? '含当日，今天是最后一天' : `含当日，今天以后还有 ${left} 天`;
}

function beneathPremium({ endorsements, issued, issuedOn }: PolicyView): string {
  if (endorsements === 0) return `${inProse(issuedOn)}签发`;
  return `签发时 ${issued.headcount.toLocaleString('en-US')} 人 ${formatFen(issued.premiumFen)}，保全 ${endorsements} 次`;
}
