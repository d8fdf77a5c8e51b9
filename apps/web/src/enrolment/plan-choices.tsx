import type { DraftInput } from '@huzhu/domain/application/application.schema';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { Checkbox } from 'antd';
import { CircleX, Info } from 'lucide-react';
import { planRefusal } from '../plan/plan-refusal.ts';

interface PlanChoicesProps {
  plans: readonly PlanVersion[];
  chosen: DraftInput['plans'];
  start: DraftInput['requestedDate'];
  error: string | undefined;
  onChange: (chosen: DraftInput['plans']) => void;
  /** Keeps this application and opens a new one; absent while there is nothing to keep. */
  onAnother: (() => void) | undefined;
}

/** 选择保障计划: several may be ticked; a refused one says why and what to do. */
export function PlanChoices({ plans, chosen, start, error, onChange, onAnother }: PlanChoicesProps) {
  const ticked = plans.filter((plan) => chosen.some((choice) => choice.code === plan.code));

  function toggle(plan: PlanVersion, on: boolean) {
    // The order of the offer, so that the same choice is always the same content.
    onChange(
      plans.flatMap((candidate) => {
        const kept = chosen.find((choice) => choice.code === candidate.code);
        if (candidate.code === plan.code) return on ? [{ code: plan.code, shares: 1 }] : [];
        return kept ? [kept] : [];
      }),
    );
  }

  return (
    <section className="card">
      <fieldset>
        <legend className="choose-legend">
          <h2 className="choose-title">选择保障计划</h2>
          <span className="small muted">可以多选；保障期间相同的计划可在一份申请里办理</span>
        </legend>
        {error && (
          <p className="field-error choose-error" role="alert">
            <CircleX aria-hidden="true" />
            {error}
          </p>
        )}
        {plans.map((plan) => (
          <PlanChoice
            key={plan.code}
            plan={plan}
            on={ticked.includes(plan)}
            refusal={ticked.includes(plan) ? null : planRefusal(plan, ticked, start)}
            onToggle={(on) => toggle(plan, on)}
            onOnly={() => onChange([{ code: plan.code, shares: 1 }])}
            onAnother={onAnother}
          />
        ))}
      </fieldset>
    </section>
  );
}

interface PlanChoiceProps {
  plan: PlanVersion;
  on: boolean;
  refusal: string | null;
  onToggle: (on: boolean) => void;
  onOnly: () => void;
  onAnother: (() => void) | undefined;
}

function PlanChoice({ plan, on, refusal, onToggle, onOnly, onAnother }: PlanChoiceProps) {
  const id = `plan-${plan.code}`;
  const name = plan.version ? `${plan.name}（${plan.version}）` : plan.name;
  return (
    <div className={`plan-choice${on ? ' plan-choice-on' : ''}${refusal ? ' plan-choice-refused' : ''}`}>
      <Checkbox
        id={id}
        checked={on}
        disabled={refusal !== null}
        aria-describedby={`${id}-about`}
        onChange={(event) => onToggle(event.target.checked)}
      />
      <div className="plan-choice-text">
        <label htmlFor={id} id={`${id}-name`}>
          {name}
        </label>
        <div id={`${id}-about`} className="small muted">
          <p>{plan.summary}</p>
          {refusal && (
            <p className="plan-choice-refusal">
              <Info aria-hidden="true" />
              {refusal}
            </p>
          )}
        </div>
        {refusal && (
          <p className="plan-choice-ways small">
            {onAnother && (
              <button type="button" className="plain-button" aria-describedby={`${id}-name`} onClick={onAnother}>
                另建一份申请
              </button>
            )}
            <button type="button" className="plain-button" aria-describedby={`${id}-name`} onClick={onOnly}>
              改为只选这个计划
            </button>
          </p>
        )}
      </div>
      <div className="plan-choice-price">
        <p>
          <b>{`¥${plan.feePerShareFen / 100}`}</b> <span className="small muted">/ 份</span>
        </p>
        <p className="small muted">
          {`${plan.maxSharesPerPerson === 1 ? '每人 1 份' : `最多 ${plan.maxSharesPerPerson} 份`}，${
            plan.waiting.firstDays === 0 ? '无免责期' : `免责期 ${plan.waiting.note}`
          }`}
        </p>
      </div>
    </div>
  );
}
