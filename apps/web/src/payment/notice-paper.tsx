import { APPLICATION_KINDS, type ApplicationView } from '@huzhu/domain/application/application.schema';
import { inProse } from '@huzhu/domain/calendar/calendar-date';
import { formatYuan } from '@huzhu/domain/money/money';
import type { PaymentNoticeView } from '@huzhu/domain/payment/payment.schema';
import { PremiumTable } from '../application/premium-table.tsx';
import './notice-paper.css';

/** The 缴费通知书 as it will be paid by, on the page; the sealed paper itself is the PDF. */
export function NoticePaper({ view, notice }: { view: ApplicationView; notice: PaymentNoticeView }) {
  return (
    <section className="notice-desk" aria-label="缴费通知书">
      <article className="notice-paper">
        <p className="notice-title">缴费通知书</p>
        <p className="notice-numbers small muted">
          <span>{`编号 ${notice.number}，第 ${notice.version} 版`}</span>
          <span>{`签发 ${inProse(notice.issuedOn)}`}</span>
        </p>
        <p>
          <b>{`${view.unit.name}：`}</b>
        </p>
        <p className="notice-prose">
          {`贵单位的${APPLICATION_KINDS[view.kind]}（${view.number}${view.kind === 'supplement' ? `，原保单 ${view.parent?.policyNumber}` : ''}）已审核通过，共 ${notice.headcount.toLocaleString('en-US')} 人。请于 `}
          <b>{`${inProse(notice.dueOn)}24 时`}</b>
          {`前（含当日，${notice.daysLeft >= 0 ? `还有 ${notice.daysLeft} 天` : '已过期'}）将以下款项转入指定账户，逾期本通知书作废。`}
        </p>
        <div className="notice-table">
          <PremiumTable
            caption="缴费明细"
            amountName="金额（元）"
            lines={notice.lines.filter((line) => line.headcount > 0)}
          />
        </div>
        <p className="notice-total">
          <span>{`合计（大写）${notice.totalInWords}`}</span>
          <b>{formatYuan(notice.totalFen)}</b>
        </p>
        <dl className="notice-payee">
          {(
            [
              ['收款户名', notice.payee.name],
              ['开户银行', notice.payee.bank],
              ['收款账号', notice.payee.number],
              ['附言（必填）', notice.matchCode],
            ] as const
          ).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p className="small muted">盖章和二维码在 PDF 上，以 PDF 为准。</p>
      </article>
    </section>
  );
}
