import type { LedgerReconciliation } from '@huzhu/domain/review/review.schema';
import './review.css';

const PARTS = [
  ['agrees', '一致', 'part-agrees'],
  ['absent', '不在台账', 'part-absent'],
  ['name', '姓名不一致', 'part-name'],
  ['stopped', '已停保或过旧', 'part-stopped'],
  ['notEnrolled', '在台账、未参保', 'part-outside'],
] as const;

/** 台账对照 in figures: the ratio first, then who differs and how. */
export function ReconciliationCard({ found }: { found: LedgerReconciliation }) {
  if (!found.ledger) return <p className="card review-note">这份申请没有社保台账可以对照。</p>;
  const { participation, month } = found.ledger;
  return (
    <section className="card reconciliation" aria-labelledby="reconciliation-title">
      <h2 id="reconciliation-title" className="visually-hidden">
        台账对照
      </h2>
      <p className="reconciliation-head">
        <b>{participation ? `${participation.percent}%` : '—'}</b>
        <span>在册职工已参保</span>
        <span className="small muted">
          {`名单 ${found.rows.toLocaleString('en-US')} 人，${month ? `${Number(month.slice(5))} 月台账` : '台账'} ${(participation?.ledgerPersons ?? 0).toLocaleString('en-US')} 人${
            participation && participation.requiredPercent > 0
              ? `，计划要求不低于 ${participation.requiredPercent}%`
              : ''
          }`}
        </span>
      </p>
      <div className="reconciliation-bar" aria-hidden="true">
        {PARTS.filter(([part]) => found[part] > 0).map(([part, , look]) => (
          <i key={part} className={look} style={{ flexGrow: found[part] }} />
        ))}
      </div>
      <dl className="reconciliation-parts">
        {PARTS.map(([part, label, look]) => (
          <div key={part}>
            <dt>
              <i className={look} aria-hidden="true" />
              {label}
            </dt>
            <dd>{found[part].toLocaleString('en-US')}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
