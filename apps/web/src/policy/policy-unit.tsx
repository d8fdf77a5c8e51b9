import { maskPhone } from '@huzhu/domain/person/mask-phone';
import type { PolicyView } from '@huzhu/domain/policy/policy.schema';
import { PremiumTable } from '../application/premium-table.tsx';
import '../application/summary-card.css';

/** 参保单位详情: the unit, whom to call, and what was enrolled in. */
export function PolicyUnit({ policy }: { policy: PolicyView }) {
  const { unit, contact } = policy;
  return (
    <section className="card summary-card" aria-label="参保单位详情">
      <dl className="summary-facts">
        <Fact name="参保单位">{unit.name}</Fact>
        <Fact name="单位编号">{unit.code}</Fact>
        {unit.creditCode && <Fact name="统一社会信用代码">{unit.creditCode}</Fact>}
        {unit.socialInsuranceNumber && <Fact name="社保单位编号">{unit.socialInsuranceNumber}</Fact>}
        <Fact name="互助保障联系人">{contact ? `${contact.name}，${maskPhone(contact.phone)}` : '没有填写'}</Fact>
        <Fact name="参保申请">{policy.applicationNumber}</Fact>
        {policy.plans.map((plan) => (
          <Fact key={plan.code} name={`${plan.name}免责期`}>
            {plan.waitingNote}
          </Fact>
        ))}
      </dl>
      <PremiumTable
        caption="各计划的人数、份数和金额"
        amountName="金额（元）"
        lines={policy.plans.map(({ premiumFen, ...plan }) => ({
          ...plan,
          sharesPerPerson: null,
          amountFen: premiumFen,
        }))}
      />
    </section>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
