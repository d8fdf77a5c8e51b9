import { inProse } from '@huzhu/domain/calendar/calendar-date';
import { formatSignedFen } from '@huzhu/domain/money/money';
import { ENDORSEMENT_KINDS, type EndorsementView } from '@huzhu/domain/policy/endorsement.schema';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { ArrowLeft, FileBadge, Printer, Sheet } from 'lucide-react';
import { DownloadButton } from '../app/download-button.tsx';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import '../application/application.css';
import '../application/application-list.css';
import { AuditTimeline } from '../application/audit-timeline.tsx';
import { PremiumTable } from '../application/premium-table.tsx';
import '../application/summary-card.css';
import '../ui/lead-button.css';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { EndorsedList } from './insured-list.tsx';
import { type Paper, PaperList, paidPapers } from './paper-list.tsx';
import './policy.css';
import { PolicyFact } from './policy-fact.tsx';
import { ENDORSEMENT_TABS, type EndorsementTab } from './policy-search.ts';

const TAB_LABELS: Readonly<Record<EndorsementTab, string>> = {
  facts: '变更事项',
  insured: '新增参保人员名单',
  papers: '保单资料',
  record: '操作记录',
};

/** 【补充申请明细】 of one 保全 (manual 3.3); the invoice stands among 保单资料. */
export function EndorsementPage() {
  const { endorsementNumber } = useParams({ from: '/signed-in/menu/endorsements/$endorsementNumber' });
  const query = useQuery({
    ...trpc.endorsement.get.queryOptions({ endorsementNumber }),
    refetchInterval: ({ state }) => (state.data && !state.data.ready ? 2_000 : false),
  });
  return (
    <div className="application-page">
      {query.data ? (
        <Link
          to="/policies/$policyNumber"
          params={query.data}
          search={{ tab: 'endorsements' }}
          className="application-back"
        >
          <ArrowLeft aria-hidden="true" />
          保单明细
        </Link>
      ) : (
        <Link to="/policies" className="application-back">
          <ArrowLeft aria-hidden="true" />
          单位保单查询
        </Link>
      )}
      {query.isPending && <Skeleton label="正在取补充申请明细" lines={8} />}
      {query.error && (
        <>
          <h1>补充申请明细</h1>
          <Trouble sentence={refusalOf(query.error).sentence} onRetry={() => void query.refetch()} />
        </>
      )}
      {query.data && <Endorsement endorsement={query.data} />}
    </div>
  );
}

function Endorsement({ endorsement }: { endorsement: EndorsementView }) {
  const { tab = 'facts' } = useSearch({ from: '/signed-in/menu/endorsements/$endorsementNumber' });
  const tabs = ENDORSEMENT_TABS.filter((name) => endorsement.roster || name === 'facts' || name === 'papers');
  const papers = papersOf(endorsement);
  const { applicationNumber, invoiceNumber, notice } = endorsement;
  const paid = applicationNumber ? { applicationNumber, invoiceNumber, notice } : undefined;
  return (
    <>
      <Head endorsement={endorsement} />
      <nav className="list-tabs" aria-label="补充申请明细的内容">
        {tabs.map((name) => (
          <Link
            key={name}
            to="/endorsements/$endorsementNumber"
            params={{ endorsementNumber: endorsement.number }}
            search={{ tab: name === 'facts' ? undefined : name }}
            replace
            className={name === tab ? 'list-tab list-tab-now' : 'list-tab'}
            {...(name === tab && { 'aria-current': 'true' as const })}
          >
            {TAB_LABELS[name]}
            {name === 'papers' && <span className="list-tab-count">{` ${papers.length}`}</span>}
          </Link>
        ))}
      </nav>
      {tab === 'facts' && <Changes endorsement={endorsement} />}
      {tab === 'insured' && <EndorsedList endorsementNumber={endorsement.number} />}
      {tab === 'papers' && <PaperList heading="保单资料" papers={papers} paid={paid} />}
      {tab === 'record' && applicationNumber && <AuditTimeline number={applicationNumber} />}
    </>
  );
}

function Head({ endorsement }: { endorsement: EndorsementView }) {
  const { number, ready } = endorsement;
  return (
    <section className="card policy-head" aria-label="保全单">
      <div className="page-head">
        <div>
          <h1>补充申请明细</h1>
          <p className="policy-unit-name">{endorsement.unitName}</p>
        </div>
        <div className="policy-head-actions">
          {ready ? (
            <>
              <DownloadButton
                label="下载电子保全单"
                address={`/api/endorsements/${number}/document`}
                fallbackName={`电子保全单 ${number}.pdf`}
              />
              <a
                className="lead-button"
                href={`/api/endorsements/${number}/document?print=1`}
                target="_blank"
                rel="noreferrer"
              >
                <Printer aria-hidden="true" />
                打印电子保全单
              </a>
            </>
          ) : (
            <p className="muted" role="status">
              电子保全单正在生成，一般几秒钟
            </p>
          )}
        </div>
      </div>
      <dl className="policy-facts">
        <PolicyFact
          name="保全单号"
          value={number}
          beneath={`第 ${endorsement.sequence} 次保全，${ENDORSEMENT_KINDS[endorsement.kind]}`}
        />
        <PolicyFact
          name="保全期间"
          value={`${endorsement.effectiveDate} 至 ${endorsement.end}`}
          beneath="含当日，止期同原保单"
        />
        <PolicyFact
          name="本次人数"
          value={endorsement.headcount.toLocaleString('en-US')}
          beneath={`共 ${endorsement.shares.toLocaleString('en-US')} 份`}
        />
        <PolicyFact
          name="本次保费（元）"
          value={formatSignedFen(endorsement.premiumFen)}
          beneath={`${inProse(endorsement.issuedOn)}签发`}
        />
      </dl>
    </section>
  );
}

/** 变更前, 本次, 变更后; and what was paid for whom. */
function Changes({ endorsement }: { endorsement: EndorsementView }) {
  const { before } = endorsement;
  const count = (value: number) => value.toLocaleString('en-US');
  const rows = [
    ['参保人数（人）', before.headcount, endorsement.headcount, count],
    ['合计份数（份）', before.shares, endorsement.shares, count],
    ['缴费合计（元）', before.premiumFen, endorsement.premiumFen, formatSignedFen],
  ] as const;
  return (
    <section className="card summary-card" aria-label="变更事项">
      <dl className="summary-facts">
        <div>
          <dt>原保单</dt>
          <dd>
            <Link to="/policies/$policyNumber" params={endorsement}>
              {endorsement.policyNumber}
            </Link>
          </dd>
        </div>
        {endorsement.applicationNumber && (
          <div>
            <dt>保全申请</dt>
            <dd>
              <Link to="/applications/$number" params={{ number: endorsement.applicationNumber }}>
                {endorsement.applicationNumber}
              </Link>
            </dd>
          </div>
        )}
        <div>
          <dt>核验码</dt>
          <dd>{endorsement.verificationCode}</dd>
        </div>
      </dl>
      <div className="summary-scroll">
        <table className="data-table">
          <caption className="visually-hidden">变更事项</caption>
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col" className="number">
                变更前
              </th>
              <th scope="col" className="number">
                本次
              </th>
              <th scope="col" className="number">
                变更后
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, was, change, show]) => (
              <tr key={name}>
                <td>{name}</td>
                <td className="number">{show(was)}</td>
                <td className="number">{show(change)}</td>
                <td className="number">
                  <b>{show(was + change)}</b>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {endorsement.lines.length > 0 && (
        <PremiumTable caption="本次缴费" amountName="金额（元）" lines={endorsement.lines} />
      )}
      {endorsement.corrections && (
        <Listed
          caption="更正事项"
          heads={['姓名', '证件号码', '项目', '更正前', '更正后']}
          rows={endorsement.corrections.map((row) => [row.name, row.idMasked, row.label, row.before, row.after])}
        />
      )}
      {endorsement.removed && (
        <Listed
          caption="减少参保人员"
          heads={['姓名', '证件类型', '证件号码', '保障计划', '份数']}
          rows={endorsement.removed.map((row) => [row.name, row.documentType, row.idMasked, row.plan, `${row.shares}`])}
        />
      )}
    </section>
  );
}

function Listed({ caption, heads, rows }: { caption: string; heads: readonly string[]; rows: readonly string[][] }) {
  return (
    <table className="data-table data-table-fold">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr key={cells.join(' ')}>
            {cells.map((cell, index) => (
              <td key={heads[index]} data-name={heads[index]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function papersOf(endorsement: EndorsementView): Paper[] {
  const { number, applicationNumber, invoiceNumber, notice } = endorsement;
  return [
    {
      name: '电子保全单',
      detail: `PDF，${endorsement.issuedOn}`,
      icon: FileBadge,
      fileName: `电子保全单 ${number}.pdf`,
      ...(endorsement.ready && { address: `/api/endorsements/${number}/document` }),
    },
    ...(applicationNumber
      ? [
          ...paidPapers({ applicationNumber, invoiceNumber, notice }),
          {
            name: '新增参保人员名单',
            detail: 'XLSX，证件号码为掩码',
            icon: Sheet,
            fileName: `新增参保人员名单_${number}.xlsx`,
            address: `/api/endorsements/${number}/insured`,
          },
        ]
      : []),
  ];
}
