import { inProse } from '@huzhu/domain/calendar/calendar-date';
import { formatFen, formatYuan } from '@huzhu/domain/money/money';
import type { PaymentNoticeView } from '@huzhu/domain/payment/payment.schema';
import '../ui/data-table.css';
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
      <div className="summary-scroll">
        <table className="data-table">
          <caption className="visually-hidden">缴费明细</caption>
          <thead>
            <tr>
              <th scope="col">保障计划</th>
              <th scope="col" className="number">
                人数
              </th>
              <th scope="col" className="number">
                份数
              </th>
              <th scope="col" className="number">
                每份（元）
              </th>
              <th scope="col" className="number">
                金额（元）
              </th>
            </tr>
          </thead>
          <tbody>
            {notice.lines.map((line) => (
              <tr key={line.code}>
                <td data-name="保障计划">{line.name}</td>
                <td data-name="人数" className="number">
                  {line.headcount.toLocaleString('en-US')}
                </td>
                <td data-name="份数" className="number">
                  {line.shares.toLocaleString('en-US')}
                </td>
                <td data-name="每份（元）" className="number">
                  {formatFen(line.feePerShareFen)}
                </td>
                <td data-name="金额（元）" className="number">
                  {formatFen(line.amountFen)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
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
