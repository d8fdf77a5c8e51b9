import type { DraftInput } from '@huzhu/domain/application/application.schema';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { Select } from 'antd';
import { DayPicker } from '../ui/day-picker.tsx';
import { Field } from '../ui/field.tsx';

interface PlanParticularsProps {
  ticked: readonly PlanVersion[];
  form: DraftInput;
  dateError: string | undefined;
  onChange: (form: DraftInput) => void;
}

/** 基本资料填写: 参保份数 per plan, 保单生效日期 (manual 2.2). */
export function PlanParticulars({ ticked, form, dateError, onChange }: PlanParticularsProps) {
  function setShares(code: PlanVersion['code'], shares: number) {
    onChange({ ...form, plans: form.plans.map((plan) => (plan.code === code ? { code, shares } : plan)) });
  }

  return (
    <section className="card choose-card">
      <h2 className="choose-title">基本资料填写</h2>
      {ticked.length === 0 && <p className="muted choose-none">勾选保障计划后，在这里选择参保份数。</p>}
      <div className="choose-fields">
        {ticked.map((plan) => (
          <Field
            key={plan.code}
            id={`shares-${plan.code}`}
            label={ticked.length === 1 ? '参保份数' : `参保份数 · ${plan.shortName}`}
          >
            <Select
              id={`shares-${plan.code}`}
              size="large"
              style={{ width: '100%' }}
              value={form.plans.find((choice) => choice.code === plan.code)?.shares ?? 1}
              options={Array.from({ length: plan.maxSharesPerPerson }, (_, index) => ({
                value: index + 1,
                label: `${index + 1} 份，每人 ¥${((index + 1) * plan.feePerShareFen) / 100}`,
              }))}
              onChange={(shares) => setShares(plan.code, shares)}
            />
          </Field>
        ))}
        <Field
          id="requested-date"
          label="保单生效日期"
          aside="选填"
          error={dateError}
          hint="不填，则从互助会确认缴费的次日起生效。生效日期不会早于确认缴费的次日，不追溯。"
        >
          <DayPicker
            id="requested-date"
            wrong={dateError !== undefined}
            value={form.requestedDate}
            onChange={(day) => onChange({ ...form, requestedDate: day ? asDate(day) : null })}
          />
        </Field>
      </div>
    </section>
  );
}
