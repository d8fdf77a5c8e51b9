import type { ApplicationSummary, ApplicationView } from '@huzhu/domain/application/application.schema';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../app/trpc.ts';
import '../application/application-list.css';
import { AuditTimeline } from '../application/audit-timeline.tsx';
import { SummaryCard } from '../application/summary-card.tsx';
import { ReconciliationCard } from './ledger-reconciliation.tsx';
import { MarkDialog, type MarkedPlace } from './mark-dialog.tsx';
import { ReturnList } from './return-list.tsx';
import './review.css';
import { ReviewRows } from './review-rows.tsx';
import { RosterChangesCard } from './roster-changes.tsx';
import type { Marks } from './use-marks.ts';

const TABS = {
  roster: '参保名单',
  ledger: '台账对照',
  changes: '与上期相比',
  content: '参保内容',
  record: '操作记录',
} as const;
type Tab = keyof typeof TABS;

/** The reviewer's desk: evidence beside each difference; marking a cell writes the return list. */
export function ReviewDesk(props: { view: ApplicationView; summary: ApplicationSummary | undefined; marks: Marks }) {
  const { view, summary, marks } = props;
  const [tab, setTab] = useState<Tab>('roster');
  const [place, setPlace] = useState<MarkedPlace | null>(null);
  const ledger = useQuery(trpc.review.ledger.queryOptions({ number: view.number }));
  const enrolled = useQuery(trpc.review.changes.queryOptions({ number: view.number, against: 'last_enrolled' }));
  const again = useQuery(trpc.review.changes.queryOptions({ number: view.number, against: 'last_version' }));
  const differing = ledger.data && ledger.data.absent + ledger.data.name + ledger.data.stopped;
  const moved = (found: typeof enrolled.data) => found?.with && found.joined + found.left + found.changed;
  const counts: Partial<Record<Tab, number | null | undefined>> = {
    roster: summary?.headcount,
    ledger: differing,
    changes: moved(enrolled.data),
  };
  return (
    <div className="review-columns">
      <div className="review-main">
        <nav className="list-tabs" aria-label="审核内容">
          {(Object.keys(TABS) as Tab[]).map((name) => (
            <button
              key={name}
              type="button"
              className={name === tab ? 'list-tab list-tab-now' : 'list-tab'}
              aria-current={name === tab ? 'true' : undefined}
              onClick={() => setTab(name)}
            >
              {TABS[name]} <span className="list-tab-count">{counts[name]?.toLocaleString('en-US') ?? ''}</span>
            </button>
          ))}
        </nav>
        {tab === 'roster' && <ReviewRows view={view} ledger={false} marks={marks} onMark={setPlace} />}
        {tab === 'ledger' && (
          <>
            {ledger.data && <ReconciliationCard found={ledger.data} />}
            <ReviewRows view={view} ledger marks={marks} onMark={setPlace} />
          </>
        )}
        {tab === 'changes' && (
          <>
            {again.data?.with && <RosterChangesCard view={view} against="last_version" />}
            <RosterChangesCard view={view} against="last_enrolled" />
          </>
        )}
        {tab === 'content' && summary && <SummaryCard summary={summary} />}
        {tab === 'record' && <AuditTimeline number={view.number} />}
      </div>
      <aside className="review-aside" aria-label="退回清单">
        <ReturnList marks={marks} onMark={setPlace} />
      </aside>
      {place && (
        <MarkDialog
          key={`${place.rowNumber} ${place.field}`}
          number={view.number}
          place={place}
          marks={marks}
          onClose={() => setPlace(null)}
        />
      )}
    </div>
  );
}
