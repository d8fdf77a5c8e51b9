import type { ApplicationSummary } from '@huzhu/domain/application/application.schema';
import { inProse } from '@huzhu/domain/calendar/calendar-date';
import { formatYuan } from '@huzhu/domain/money/money';
import { maskPhone } from '@huzhu/domain/person/mask-phone';
import { PremiumTable } from './premium-table.tsx';
import './summary-card.css';

/** Unit, term, contact, one line per plan, and the total as the biggest thing. */
export function SummaryCard({ summary }: { summary: ApplicationSummary }) {
  const { contact, kind, parent } = summary.application;
  return (
    <section className="card summary-card" aria-label="参保内容">
      <dl className="summary-facts">
        <Fact name="参保单位">
          <b>{summary.unit.name}</b>
        </Fact>
        {summary.unit.creditCode && <Fact name="统一社会信用代码">{summary.unit.creditCode}</Fact>}
        {parent && <Fact name={kind === 'renewal' ? '上期保单' : '原保单'}>{parent.policyNumber}</Fact>}
        <Fact name={kind === 'supplement' ? '保全生效与止期' : '保障期间'}>
          {`${inProse(summary.start)}零时 至 ${inProse(summary.end)}24 时（含当日${kind === 'supplement' ? '，同原保单' : ''}）`}
        </Fact>
        <Fact name="互助保障联系人">{contact ? `${contact.name}，${maskPhone(contact.phone)}` : '还没有填写'}</Fact>
      </dl>
      <PremiumTable caption="各计划的人数、份数和金额" amountName="小计（元）" lines={summary.lines} />
      <div className="summary-total">
        <p>应缴合计</p>
        <div>
          <p className="summary-amount">{formatYuan(summary.totalFen)}</p>
          <p className="muted">{summary.totalInWords}</p>
        </div>
      </div>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
