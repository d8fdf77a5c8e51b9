import type { PolicyListItem } from '@huzhu/domain/policy/policy.schema';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ListState } from '../app/list-state.tsx';
import { trpc } from '../app/trpc.ts';
import '../application/application-action.css';
import '../application/application-list.css';
import { useStartDraft } from '../application/use-start-draft.ts';
import '../ui/data-table.css';
import { PolicyNameCell } from '../policy/policy-name-cell.tsx';
import { Empty } from '../ui/empty.tsx';
import { ListFoot } from '../ui/list-foot.tsx';
import { QueryField } from '../ui/query-field.tsx';

const PAGE_SIZE = 10;

/** 保单补充申请 (manual 3.1): the policies in force, each with the button that leads straight to its roster. */
export function SupplementsPage() {
  const [query, setQuery] = useState('');
  const [page, setPage] = useState(1);
  const list = useQuery({
    ...trpc.policy.list.queryOptions({ state: 'in_force', query, page, pageSize: PAGE_SIZE }),
    placeholderData: keepPreviousData,
  });
  const items = list.data?.items ?? [];
  return (
    <>
      <div className="page-head">
        <div>
          <h1>保单补充申请</h1>
          <p className="muted">
            把新入职的职工补充到保障中的保单里。已经提交的，在
            <Link to="/supplement-progress" className="inline-link">
              补充进度查询
            </Link>
            。
          </p>
        </div>
      </div>
      <search className="list-filters">
        <QueryField
          id="supplement-query"
          label="保单号或单位名称"
          value={query}
          onChange={(next) => {
            setQuery(next);
            setPage(1);
          }}
        />
      </search>
      <ListState
        list={list}
        label="正在取保障中的保单"
        lines={6}
        empty={
          query ? (
            <Empty
              title="没有符合条件的保单"
              detail="只列保障中的保单；到期的请办理续保。"
              action={<Button onClick={() => setQuery('')}>清空筛选</Button>}
            />
          ) : (
            <Empty title="还没有保障中的保单" detail="参保申请生效以后，新入职的职工可以在这里补充进去。" />
          )
        }
      />
      {items.length > 0 && <PoliciesToSupplement items={items} />}
      <ListFoot
        total={list.data?.total}
        note={`共 ${list.data?.total ?? 0} 份保障中的保单`}
        page={page}
        pageSize={PAGE_SIZE}
        onPage={(next) => setPage(next ?? 1)}
      />
    </>
  );
}

function PoliciesToSupplement({ items }: { items: readonly PolicyListItem[] }) {
  const draft = useStartDraft('supplement');
  return (
    <div className="card">
      <table className="data-table data-table-fold">
        <caption className="visually-hidden">可以补充的保单</caption>
        <thead>
          <tr>
            <th scope="col">参保单位</th>
            <th scope="col">保障期间</th>
            <th scope="col" className="number">
              现有人数
            </th>
            <th scope="col" className="number">
              已补充
            </th>
            <th scope="col" className="number">
              操作
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.number}>
              <PolicyNameCell
                item={item}
                refusal={draft.refusal?.policyNumber === item.number ? draft.refusal.sentence : undefined}
              />
              <td className="list-day" data-name="保障期间">{`${item.start} 至 ${item.end}`}</td>
              <td className="number" data-name="现有人数">
                {item.headcount.toLocaleString('en-US')}
              </td>
              <td className="number" data-name="已补充">
                {item.endorsements > 0 ? `${item.endorsements} 次` : '—'}
              </td>
              <td className="number">
                <button
                  type="button"
                  className="row-button"
                  aria-describedby={`unit-${item.number}`}
                  disabled={draft.busy}
                  onClick={() => draft.begin(item.number)}
                >
                  保单补充申请
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
