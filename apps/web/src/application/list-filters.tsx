import { APPLICATION_STATES } from '@huzhu/domain/application/application-state';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { DatePicker, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { X } from 'lucide-react';
import 'dayjs/locale/zh-cn';
import { type ReactNode, useCallback } from 'react';
import { trpc } from '../app/trpc.ts';
import { QueryField } from '../ui/query-field.tsx';
import type { ListSearch } from './list-search.ts';

dayjs.locale('zh-cn');

const dayOf = (day: Dayjs | null | undefined) => (day ? asDate(day.format('YYYY-MM-DD')) : undefined);

/** Filters stand in the URL, so that a to-do can link to them and Back restores them. */
export function ListFilters({ search, children }: { search: ListSearch; children?: ReactNode }) {
  const navigate = useNavigate({ from: '/applications' });
  const units = useQuery({ ...trpc.unit.options.queryOptions(), staleTime: 60_000 });
  const plans = useQuery({ ...trpc.plan.offered.queryOptions(), staleTime: 60_000 });
  function change(part: ListSearch) {
    void navigate({ search: (old) => ({ ...old, ...part, page: undefined }) });
  }

  const look = useCallback(
    (query: string) =>
      void navigate({ search: (old) => ({ ...old, query: query || undefined, page: undefined }), replace: true }),
    [navigate],
  );

  return (
    <search className="list-filters">
      <QueryField id="list-query" label="申请编号或单位名称" value={search.query ?? ''} onChange={look} />
      <label className="visually-hidden" htmlFor="list-unit">
        参保单位
      </label>
      <Select
        id="list-unit"
        className="list-select"
        showSearch={{ optionFilterProp: 'label' }}
        value={search.unit ?? ''}
        onChange={(unit) => change({ unit: unit || undefined })}
        options={[
          { value: '', label: '全部单位' },
          ...(units.data ?? []).map((unit) => ({ value: unit.code, label: unit.name })),
        ]}
      />
      <label className="visually-hidden" htmlFor="list-plan">
        保障计划
      </label>
      <Select<PlanCode | ''>
        id="list-plan"
        className="list-select"
        value={search.plan ?? ''}
        onChange={(plan) => change({ plan: plan === '' ? undefined : plan })}
        options={[
          { value: '' as const, label: '全部计划' },
          ...(plans.data ?? []).map((plan) => ({ value: plan.code, label: plan.shortName })),
        ]}
      />
      <DatePicker.RangePicker
        className="list-dates"
        aria-label="录入日期"
        id={{ start: 'list-from', end: 'list-to' }}
        placeholder={['录入日期起', '录入日期止']}
        allowEmpty={[true, true]}
        value={[search.from ? dayjs(search.from) : null, search.to ? dayjs(search.to) : null]}
        onChange={(days) => change({ from: dayOf(days?.[0]), to: dayOf(days?.[1]) })}
      />
      {(search.state || search.expiring) && (
        <span className="list-chip">
          {search.expiring ? '保障即将到期' : search.state && `只看${APPLICATION_STATES[search.state]}`}
          <button
            type="button"
            className="plain-button"
            aria-label="不再只看这一种"
            onClick={() => change({ state: undefined, expiring: undefined })}
          >
            <X aria-hidden="true" />
          </button>
        </span>
      )}
      {children}
    </search>
  );
}
