import { inProse } from '@huzhu/domain/calendar/calendar-date';
import { formatYuan } from '@huzhu/domain/money/money';
import type { PaymentNoticeView } from '@huzhu/domain/payment/payment.schema';
import { PremiumTable } from '../application/premium-table.tsx';
import '../application/summary-card.css';

/** What the 缴费通知书 states, on the page; the paper itself is a PDF. */
export function NoticeCard({ notice }: { notice: PaymentNoticeView }) {
  return (
    <section className="card summary-card" aria-label="缴费通知书">
      <dl className="summary-facts">
        <div>
          <dt>编号</dt>
          <dd>{`${notice.number}，第 ${notice.version} 版`}</dd>
        </div>
        <div>
          <dt>签发日期</dt>
          <dd>{inProse(notice.issuedOn)}</dd>
        </div>
        <div>
          <dt>缴款截止</dt>
          <dd>
            <b>{`${inProse(notice.dueOn)}24 时（含当日）`}</b>
            {notice.daysLeft >= 0 ? `，还有 ${notice.daysLeft} 天` : '，已过期'}
          </dd>
        </div>
      </dl>
      <PremiumTable caption="缴费明细" amountName="金额（元）" lines={notice.lines} />
      <div className="summary-total">
        <p>应缴金额</p>
        <div>
          <p className="summary-amount">{formatYuan(notice.totalFen)}</p>
          <p className="muted">{notice.totalInWords}</p>
        </div>
      </div>
    </section>
  );
}
