import type { ApplicationListName } from '@huzhu/domain/application/application.schema';
import { mayCause } from '@huzhu/domain/application/application-state';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useMe } from '../account/use-me.ts';
import { ExportButton } from '../app/export-button.tsx';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import { BulkDates } from '../policy/bulk-dates.tsx';
import { PolicyChanges } from '../policy/policy-changes.tsx';
import { Empty } from '../ui/empty.tsx';
import { useLayout } from '../ui/layout.ts';
import '../ui/lead-button.css';
import { NoticeBox } from '../ui/notice-box.tsx';
import { Pips } from '../ui/pips.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { ApplicationCards } from './application-cards.tsx';
import './application-list.css';
import { ListFoot } from '../ui/list-foot.tsx';
import { ApplicationTable } from './application-table.tsx';
import { ColumnChoice } from './column-choice.tsx';
import { type DeletedDraft, DeletedDraftNotice } from './deleted-draft.tsx';
import { LISTS } from './kind-words.ts';
import { useListColumns } from './list-columns.ts';
import { ListFilters } from './list-filters.tsx';
import { filtersOf, type ListSearch } from './list-search.ts';
import { ListTabs, tabLabel } from './list-tabs.tsx';
import { RecentlyDeleted } from './recently-deleted.tsx';

const PAGE_SIZE = 10;
const SORT_WORDS = { deadline: '按截止日期由近到远', waiting: '等待久的在前', size: '人数多的在前' } as const;

/** 参保申请. */
export const EnrolmentListPage = () => <ApplicationList list="enrolment" />;
/** 补充进度查询 (manual 3.2). */
export const SupplementListPage = () => <ApplicationList list="supplement" />;

const ABOUT: Readonly<Record<ApplicationListName, { about: string; none: string; noneDetail: string }>> = {
  enrolment: {
    about: '为单位职工新建参保、跟踪进度、缴费。',
    none: '还没有参保申请',
    noneDetail: '点击右上角的【保单录入】，为单位职工新建一份。',
  },
  supplement: {
    about: '查看保全申请由谁办理、第几天，继续填写、缴费。',
    none: '还没有保全申请',
    noneDetail: '点击右上角的【保单补充申请】，把新职工补充到保障中的保单里。',
  },
};

/** “Is it my turn?” is answered by the form of the tag alone. */
function ApplicationList({ list: name }: { list: ApplicationListName }) {
  const { path, label } = LISTS[name];
  const search = useSearch({ strict: false }) as ListSearch;
  const navigate = useNavigate();
  const words = ABOUT[name];
  const filters = { list: name, ...filtersOf(search) };
  const me = useMe();
  const { cards } = useLayout();
  const [deleted, setDeleted] = useState<DeletedDraft | null>(null);
  const [columns, setColumns] = useListColumns(me.username);
  const tab = search.tab ?? 'all';
  const page = search.page ?? 1;
  const list = useQuery({
    ...trpc.application.list.queryOptions({
      ...filters,
      ...(search.submitted && { leading: search.submitted }),
      page,
      pageSize: PAGE_SIZE,
    }),
    placeholderData: keepPreviousData,
  });
  const filtered = Boolean(
    search.query || search.unit || search.plan || search.from || search.to || search.expiring || tab !== 'all',
  );
  const items = list.data?.items ?? [];
  const waiting = items.filter((item) => item.state === 'pending_effective');

  return (
    <>
      <div className="page-head">
        <div>
          <h1>{label}</h1>
          <p className="muted">
            {words.about}
            {mayCause(me.roles, 'submit') && <RecentlyDeleted />}
          </p>
        </div>
        <div className="list-actions">
          {me.roles.includes('society_admin') && waiting.length > 1 && <BulkDates choices={waiting} />}
          <ExportButton address="/api/applications/export" fallbackName={`${label}.xlsx`} filters={filters} />
          {mayCause(me.roles, 'submit') && (
            <Link to={name === 'supplement' ? '/supplements' : '/applications/new'} className="lead-button">
              <Plus aria-hidden="true" />
              {name === 'supplement' ? '保单补充申请' : '保单录入'}
            </Link>
          )}
        </div>
      </div>
      {search.submitted && <Submitted number={search.submitted} />}
      {deleted && <DeletedDraftNotice key={deleted.number} draft={deleted} onRestored={() => setDeleted(null)} />}
      {name === 'supplement' && <PolicyChanges of={{ open: true }} />}
      <ListTabs path={path} search={search} tab={tab} counts={list.data?.counts} />
      <ListFilters path={path} search={search}>
        {!cards && <ColumnChoice columns={columns} onChange={setColumns} />}
      </ListFilters>
      {list.error && <Trouble sentence={refusalOf(list.error).sentence} onRetry={() => void list.refetch()} />}
      {list.isPending && (
        <div className="card">
          <Skeleton label={`正在取${label}`} lines={8} />
        </div>
      )}
      {list.data && items.length === 0 && (
        <div className="card">
          {filtered ? (
            <Empty
              title="没有符合条件的申请"
              detail={`当前只看“${tabLabel(tab)}”${search.query ? `，并且编号或单位含“${search.query}”` : ''}。`}
              action={<Button onClick={() => void navigate({ to: path, search: {} })}>清空筛选</Button>}
            />
          ) : (
            <Empty title={words.none} detail={words.noneDetail} />
          )}
        </div>
      )}
      {items.length > 0 &&
        (cards ? (
          <ApplicationCards caption={`${label}列表`} items={items} onDeleted={setDeleted} />
        ) : (
          <ApplicationTable caption={`${label}列表`} items={items} columns={columns} onDeleted={setDeleted} />
        ))}
      <ListFoot
        total={list.data?.total}
        note={`共 ${list.data?.total ?? 0} 份，该您办理的在前，${SORT_WORDS[search.sort ?? 'deadline']}`}
        page={page}
        pageSize={PAGE_SIZE}
        onPage={(next) => void navigate({ to: path, search: { ...search, page: next } })}
      >
        <p className="small muted list-legend">
          <Pips at={2} of={3} label="进度条" />
          提交 → 审核 → 缴费 → 核对 → 生效
        </p>
      </ListFoot>
    </>
  );
}

function Submitted({ number }: { number: string }) {
  return (
    <div style={{ marginTop: '1rem' }}>
      <NoticeBox tone="success">
        {`申请 ${number} 已提交，现在由互助会审核，通常 2 个工作日。审核前可以撤回。`}
        <Link to="/applications/$number" params={{ number }}>
          查看这份申请
        </Link>
      </NoticeBox>
    </div>
  );
}
