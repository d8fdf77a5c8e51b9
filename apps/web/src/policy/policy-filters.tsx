import { asDate } from '@huzhu/domain/calendar/calendar-date';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import { POLICY_STATES, type PolicyState } from '@huzhu/domain/policy/policy.schema';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { DatePicker, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useCallback } from 'react';
import { trpc } from '../app/trpc.ts';
import { QueryField } from '../ui/query-field.tsx';
import type { PolicySearch } from './policy-search.ts';

dayjs.locale('zh-cn');

const dayOf = (day: Dayjs | null | undefined) => (day ? asDate(day.format('YYYY-MM-DD')) : undefined);
const STATES = Object.entries(POLICY_STATES) as [PolicyState, string][];

/** Filters stand in the URL, so that Back restores them. */
export function PolicyFilters({ search }: { search: PolicySearch }) {
  const navigate = useNavigate({ from: '/policies' });
  const units = useQuery({ ...trpc.unit.options.queryOptions(), staleTime: 60_000 });
  const plans = useQuery({ ...trpc.plan.offered.queryOptions(), staleTime: 60_000 });
  const change = (part: PolicySearch) => void navigate({ search: (old) => ({ ...old, ...part, page: undefined }) });
  const look = useCallback(
    (query: string) =>
      void navigate({ search: (old) => ({ ...old, query: query || undefined, page: undefined }), replace: true }),
    [navigate],
  );
  return (
    <search className="list-filters">
      <QueryField id="policy-query" label="保单号或单位名称" value={search.query ?? ''} onChange={look} />
      <label className="visually-hidden" htmlFor="policy-unit">
        参保单位
      </label>
      <Select
        id="policy-unit"
        className="list-select"
        showSearch={{ optionFilterProp: 'label' }}
        value={search.unit ?? ''}
        onChange={(unit) => change({ unit: unit || undefined })}
        options={[
          { value: '', label: '全部单位' },
          ...(units.data ?? []).map((unit) => ({ value: unit.code, label: unit.name })),
        ]}
      />
      <label className="visually-hidden" htmlFor="policy-plan">
        保障计划
      </label>
      <Select<PlanCode | ''>
        id="policy-plan"
        className="list-select"
        value={search.plan ?? ''}
        onChange={(plan) => change({ plan: plan === '' ? undefined : plan })}
        options={[
          { value: '' as const, label: '全部计划' },
          ...(plans.data ?? []).map((plan) => ({ value: plan.code, label: plan.shortName })),
        ]}
      />
      <label className="visually-hidden" htmlFor="policy-state">
        保单状态
      </label>
      <Select<PolicyState | ''>
        id="policy-state"
        className="list-select"
        value={search.state ?? ''}
        onChange={(state) => change({ state: state === '' ? undefined : state })}
        options={[{ value: '' as const, label: '全部状态' }, ...STATES.map(([value, label]) => ({ value, label }))]}
      />
      <DatePicker.RangePicker
        className="list-dates"
        aria-label="保障期间"
        id={{ start: 'policy-from', end: 'policy-to' }}
        placeholder={['保障期间起', '保障期间止']}
        allowEmpty={[true, true]}
        value={[search.from ? dayjs(search.from) : null, search.to ? dayjs(search.to) : null]}
        onChange={(days) => change({ from: dayOf(days?.[0]), to: dayOf(days?.[1]) })}
      />
    </search>
  );
}
