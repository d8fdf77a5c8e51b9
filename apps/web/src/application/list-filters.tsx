import { APPLICATION_STATES } from '@huzhu/domain/application/application-state';
import { useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import { type ReactNode, useCallback } from 'react';
import { FilterChip } from '../ui/filter-chip.tsx';
import { QueryField } from '../ui/query-field.tsx';
import { LISTS, type ListPath } from './kind-words.ts';
import { DaysFilter, PlanFilter, UnitFilter } from './list-choices.tsx';
import type { ListSearch } from './list-search.ts';

const SORTS = [
  { value: 'deadline' as const, label: '截止日期近的在前' },
  { value: 'waiting' as const, label: '等待最久的在前' },
  { value: 'size' as const, label: '人数多的在前' },
];

/** Filters stand in the URL, so that a to-do can link to them and Back restores them. */
export function ListFilters({ path, search, children }: { path: ListPath; search: ListSearch; children?: ReactNode }) {
  const navigate = useNavigate();
  function change(part: ListSearch) {
    void navigate({ to: path, search: { ...search, ...part, page: undefined } });
  }

  const look = useCallback(
    (query: string) =>
      void navigate({
        to: path,
        search: { ...search, query: query || undefined, page: undefined },
        replace: true,
      }),
    [navigate, path, search],
  );

  return (
    <search className="list-filters">
      <QueryField
        id="list-query"
        label={path === LISTS.supplement.path ? '申请编号、原保单号或单位名称' : '申请编号或单位名称'}
        value={search.query ?? ''}
        onChange={look}
      />
      <UnitFilter id="list-unit" value={search.unit} onChange={(unit) => change({ unit })} />
      <PlanFilter id="list-plan" value={search.plan} onChange={(plan) => change({ plan })} />
      <DaysFilter prefix="list" label="录入日期" from={search.from} to={search.to} onChange={change} />
      <label className="visually-hidden" htmlFor="list-sort">
        排序
      </label>
      <Select
        id="list-sort"
        className="list-select"
        value={search.sort ?? 'deadline'}
        options={SORTS}
        onChange={(sort) => change({ sort: sort === 'deadline' ? undefined : sort })}
      />
      {(search.state || search.expiring) && (
        <FilterChip
          label={search.expiring ? '保障即将到期' : `只看${search.state && APPLICATION_STATES[search.state]}`}
          onClear={() => change({ state: undefined, expiring: undefined })}
        />
      )}
      {children}
    </search>
  );
}
