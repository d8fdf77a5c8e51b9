import type { DraftInput } from '@huzhu/domain/application/application.schema';
import { coverEnd } from '@huzhu/domain/application/premium';
import { inProse } from '@huzhu/domain/calendar/calendar-date';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';

/** 本次参保: what one man and one woman cost; no total before there is a roster. */
export function EnrolmentAside({ ticked, form }: { ticked: readonly PlanVersion[]; form: DraftInput }) {
  const lines = ticked.map((plan) => ({
    plan,
    shares: form.plans.find((choice) => choice.code === plan.code)?.shares ?? 1,
  }));
  const perPerson = (sex: 'male' | 'female') =>
    lines
      .filter((line) => !line.plan.sex || line.plan.sex === sex)
      .reduce((sum, line) => sum + line.shares * line.plan.feePerShareFen, 0) / 100;
  const bySex = ticked.some((plan) => plan.sex !== undefined);
  const term = ticked[0];
  return (
    <aside className="card enrolment-aside" aria-labelledby="enrolment-aside-title">
      <h2 className="choose-title" id="enrolment-aside-title">
        本次参保
      </h2>
      {lines.length === 0 && <p className="muted">还没有勾选保障计划。</p>}
      {lines.map(({ plan, shares }) => (
        <div className="aside-line" key={plan.code}>
          <div>
            <p>{plan.shortName}</p>
            <p className="small muted">{`${shares} 份 × ¥${plan.feePerShareFen / 100}`}</p>
          </div>
          <b>{`¥${(shares * plan.feePerShareFen) / 100}`}</b>
        </div>
      ))}
      {lines.length > 0 && (
        <div className="aside-block">
          {bySex ? (
            <>
              <p className="aside-line">
                男职工每人<b>{`¥${perPerson('male')}`}</b>
              </p>
              <p className="aside-line">
                女职工每人<b>{`¥${perPerson('female')}`}</b>
              </p>
            </>
          ) : (
            <p className="aside-line">
              每人<b>{`¥${perPerson('male')}`}</b>
            </p>
          )}
        </div>
      )}
      {term && (
        <div className="aside-block">
          <p className="small muted">保障期间</p>
          {form.requestedDate ? (
            <p>
              {`${inProse(form.requestedDate)} 零时 至 ${inProse(coverEnd(term, form.requestedDate))} 24 时（含当日）`}
            </p>
          ) : (
            <p>{`从互助会确认缴费的次日起，共 ${term.termMonths} 个月`}</p>
          )}
          <p className="small muted aside-note">总金额在导入名单后按实际人数计算。</p>
        </div>
      )}
    </aside>
  );
}
