import { POLICY_STATES, type PolicyState } from '@huzhu/domain/policy/policy.schema';
import { useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import { useCallback } from 'react';
import { DaysFilter, PlanFilter, UnitFilter } from '../application/list-choices.tsx';
import { FilterChip } from '../ui/filter-chip.tsx';
import { QueryField } from '../ui/query-field.tsx';
import type { PolicySearch } from './policy-search.ts';

const STATES = Object.entries(POLICY_STATES) as [PolicyState, string][];

/** Filters stand in the URL, so that Back restores them. */
export function PolicyFilters({ search }: { search: PolicySearch }) {
  const navigate = useNavigate({ from: '/policies' });
  const change = (part: PolicySearch) => void navigate({ search: (old) => ({ ...old, ...part, page: undefined }) });
  const look = useCallback(
    (query: string) =>
      void navigate({ search: (old) => ({ ...old, query: query || undefined, page: undefined }), replace: true }),
    [navigate],
  );
  return (
    <search className="list-filters">
      <QueryField id="policy-query" label="保单号或单位名称" value={search.query ?? ''} onChange={look} />
      <UnitFilter id="policy-unit" value={search.unit} onChange={(unit) => change({ unit })} />
      <PlanFilter id="policy-plan" value={search.plan} onChange={(plan) => change({ plan })} />
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
      <DaysFilter prefix="policy" label="保障期间" from={search.from} to={search.to} onChange={change} />
      {search.expiring && <FilterChip label="30 天内到期" onClear={() => change({ expiring: undefined })} />}
    </search>
  );
}
