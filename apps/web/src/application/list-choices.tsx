import { asDate, type CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import { useQuery } from '@tanstack/react-query';
import { DatePicker, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { trpc } from '../app/trpc.ts';
import 'dayjs/locale/zh-cn';

dayjs.locale('zh-cn');

interface ChoiceProps<Value> {
  id: string;
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
}

/** 参保单位: one of those that the account may see, or all. */
export function UnitFilter({ id, value, onChange }: ChoiceProps<string>) {
  const units = useQuery({ ...trpc.unit.options.queryOptions(), staleTime: 60_000 });
  return (
    <>
      <label className="visually-hidden" htmlFor={id}>
        参保单位
      </label>
      <Select
        id={id}
        className="list-select"
        showSearch={{ optionFilterProp: 'label' }}
        value={value ?? ''}
        onChange={(unit) => onChange(unit || undefined)}
        options={[
          { value: '', label: '全部单位' },
          ...(units.data ?? []).map((unit) => ({ value: unit.code, label: unit.name })),
        ]}
      />
    </>
  );
}

/** 保障计划: one of those offered, or all. */
export function PlanFilter({ id, value, onChange }: ChoiceProps<PlanCode>) {
  const plans = useQuery({ ...trpc.plan.offered.queryOptions(), staleTime: 60_000 });
  return (
    <>
      <label className="visually-hidden" htmlFor={id}>
        保障计划
      </label>
      <Select<PlanCode | ''>
        id={id}
        className="list-select"
        value={value ?? ''}
        onChange={(plan) => onChange(plan === '' ? undefined : plan)}
        options={[
          { value: '' as const, label: '全部计划' },
          ...(plans.data ?? []).map((plan) => ({ value: plan.code, label: plan.shortName })),
        ]}
      />
    </>
  );
}

interface DaysProps {
  /** `<prefix>-from` and `<prefix>-to` are the fields' ids. */
  prefix: string;
  label: string;
  from: CalendarDate | undefined;
  to: CalendarDate | undefined;
  onChange: (days: { from: CalendarDate | undefined; to: CalendarDate | undefined }) => void;
}

const dayOf = (day: Dayjs | null | undefined) => (day ? asDate(day.format('YYYY-MM-DD')) : undefined);

/** From a day to a day, either open. */
export function DaysFilter({ prefix, label, from, to, onChange }: DaysProps) {
  return (
    <DatePicker.RangePicker
      className="list-dates"
      aria-label={label}
      id={{ start: `${prefix}-from`, end: `${prefix}-to` }}
      placeholder={[`${label}起`, `${label}止`]}
      allowEmpty={[true, true]}
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      onChange={(days) => onChange({ from: dayOf(days?.[0]), to: dayOf(days?.[1]) })}
    />
  );
}
