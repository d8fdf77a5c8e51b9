import type { PlanCode, PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { Baby, Bandage, BedDouble, Flower2, HeartPulse, type LucideIcon } from 'lucide-react';
import { useState } from 'react';

import { PlanDialog } from './plan-dialog.tsx';

const ICONS: Readonly<Record<PlanCode, LucideIcon>> = {
  CI2021: HeartPulse,
  HOSP: BedDouble,
  ACC: Bandage,
  FEMALE: Flower2,
  CHILD: Baby,
};

/** Plans show price and benefit as figures; the one with published figures leads. */
export function PlanCards({ plans }: { plans: readonly PlanVersion[] }) {
  const lead = plans.find((plan) => !plan.example) ?? plans[0];
  const [opened, setOpened] = useState<PlanVersion>();
  if (!lead) return null;
  return (
    <div className="plan-cards">
      <LeadPlan plan={lead} onOpen={() => setOpened(lead)} />
      {plans
        .filter((plan) => plan !== lead)
        .map((plan) => (
          <QuietPlan key={plan.code} plan={plan} onOpen={() => setOpened(plan)} />
        ))}
      <PlanDialog plan={opened} onClose={() => setOpened(undefined)} />
    </div>
  );
}

function LeadPlan({ plan, onOpen }: { plan: PlanVersion; onOpen: () => void }) {
  const Icon = ICONS[plan.code];
  const figures = plan.benefits.filter((benefit) => benefit.amountPerShareFen !== undefined).slice(0, 3);
  return (
    <article className="plan-lead">
      <p className="plan-lead-top">
        <Icon aria-hidden="true" />
        {plan.version && <span className="plan-version">{plan.version}</span>}
      </p>
      <h3>
        <button type="button" className="plan-open" aria-haspopup="dialog" onClick={onOpen}>
          {plan.name}
        </button>
      </h3>
      <p className="plan-lead-summary">{plan.summary}</p>
      <dl>
        {figures.map((benefit) => (
          <div key={benefit.name}>
            <dt>{benefit.name}</dt>
            <dd>
              <b>{((benefit.amountPerShareFen ?? 0) / 100).toLocaleString('en-US')}</b> 元 / 份
            </dd>
          </div>
        ))}
      </dl>
      <p className="plan-price">
        <span>
          <b>{`¥${plan.feePerShareFen / 100}`}</b>
          {` / 份，最多 ${plan.maxSharesPerPerson} 份`}
        </span>
        <span>{`免责期 ${plan.waiting.note}`}</span>
      </p>
    </article>
  );
}

function QuietPlan({ plan, onOpen }: { plan: PlanVersion; onOpen: () => void }) {
  const Icon = ICONS[plan.code];
  return (
    <article className="plan-quiet card">
      <Icon aria-hidden="true" />
      <div>
        <h3>
          <button type="button" className="plan-open" aria-haspopup="dialog" onClick={onOpen}>
            {plan.name}
          </button>
        </h3>
        <p className="small">
          {plan.benefits[0]?.description}
          {!plan.combinable && '；须单独参保'}
        </p>
        <p className="small muted">
          {plan.summary}
          {plan.example && '（示例数据）'}
        </p>
        <p className="plan-price">
          <span>
            <b>{`¥${plan.feePerShareFen / 100}`}</b>
            {` / 份，最多 ${plan.maxSharesPerPerson} 份`}
          </span>
          <span className="muted">{`免责期：${plan.waiting.note}`}</span>
        </p>
      </div>
    </article>
  );
}
