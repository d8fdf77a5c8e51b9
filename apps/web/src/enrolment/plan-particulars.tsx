import type { DraftInput } from '@huzhu/domain/application/application.schema';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { Field } from '../ui/field.tsx';

dayjs.locale('zh-cn');

/** The first is shown; all are understood when typed. */
const DATE_FORMS = ['YYYY年M月D日', 'YYYY-MM-DD', 'YYYY-M-D', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD'];

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
          <DatePicker
            id="requested-date"
            size="large"
            style={{ width: '100%' }}
            format={DATE_FORMS}
            placeholder="例如 2027年1月1日"
            status={dateError ? 'error' : ''}
            value={form.requestedDate ? dayjs(form.requestedDate) : null}
            onChange={(date) =>
              onChange({ ...form, requestedDate: dayjs.isDayjs(date) ? asDate(date.format('YYYY-MM-DD')) : null })
            }
          />
        </Field>
      </div>
    </section>
  );
}
