import { mayCause } from '@huzhu/domain/application/application-state';
import { formatFen } from '@huzhu/domain/money/money';
import type { PolicyListItem } from '@huzhu/domain/policy/policy.schema';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMe } from '../account/use-me.ts';
import { DownloadButton } from '../app/download-button.tsx';
import { ExportButton } from '../app/export-button.tsx';
import { ListState } from '../app/list-state.tsx';
import { trpc } from '../app/trpc.ts';
import '../application/application-action.css';
import '../application/application-list.css';
import { ApplicationTag } from '../application/application-tag.tsx';
import { useStartDraft } from '../application/use-start-draft.ts';
import '../ui/data-table.css';
import { Empty } from '../ui/empty.tsx';
import './policy.css';
import { ListFoot } from '../ui/list-foot.tsx';
import { PolicyFilters } from './policy-filters.tsx';
import { PolicyNameCell } from './policy-name-cell.tsx';
import { policyFiltersOf } from './policy-search.ts';

const PAGE_SIZE = 10;

/** 单位保单查询: what has become a policy, the newest first. */
export function PolicyListPage() {
  const search = useSearch({ from: '/signed-in/menu/policies' });
  const navigate = useNavigate({ from: '/policies' });
  const page = search.page ?? 1;
  const filters = policyFiltersOf(search);
  const list = useQuery({
    ...trpc.policy.list.queryOptions({ ...filters, page, pageSize: PAGE_SIZE }),
    placeholderData: keepPreviousData,
  });
  const items = list.data?.items ?? [];
  const filtered = Object.values(filters).some(Boolean);
  return (
    <>
      <div className="page-head">
        <div>
          <h1>单位保单查询</h1>
          <p className="muted">已生效的保单：查看明细、打印电子保单、导出名单。</p>
        </div>
        <div className="list-actions">
          <ExportButton address="/api/policies/export" fallbackName="单位保单.xlsx" filters={filters} />
        </div>
      </div>
      <PolicyFilters search={search} />
      <ListState
        list={list}
        label="正在取保单列表"
        lines={8}
        empty={
          filtered ? (
            <Empty
              title="没有符合条件的保单"
              detail="请换一个条件；还没有生效的，在【参保申请】里。"
              action={<Button onClick={() => void navigate({ search: {} })}>清空筛选</Button>}
            />
          ) : (
            <Empty title="还没有保单" detail="参保申请缴费并到了生效时间，就会成为这里的保单。" />
          )
        }
      />
      {items.length > 0 && <PolicyTable items={items} />}
      <ListFoot
        total={list.data?.total}
        note={`共 ${list.data?.total ?? 0} 份保单，保障起日近的在前`}
        page={page}
        pageSize={PAGE_SIZE}
        onPage={(next) => void navigate({ search: (old) => ({ ...old, page: next }) })}
      />
    </>
  );
}

function PolicyTable({ items }: { items: readonly PolicyListItem[] }) {
  const operator = mayCause(useMe().roles, 'submit');
  const renewal = useStartDraft('renewal');
  return (
    <div className="card">
      <table className="data-table data-table-fold">
        <caption className="visually-hidden">单位保单列表</caption>
        <thead>
          <tr>
            <th scope="col">参保单位</th>
            <th scope="col">保障期间</th>
            <th scope="col" className="number">
              人数
            </th>
            <th scope="col" className="number">
              金额（元）
            </th>
            <th scope="col">状态</th>
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
                refusal={renewal.refusal?.policyNumber === item.number ? renewal.refusal.sentence : undefined}
              />
              <td className="list-day" data-name="保障期间">{`${item.start} 至 ${item.end}`}</td>
              <td className="number" data-name="人数">
                {item.headcount.toLocaleString('en-US')}
              </td>
              <td className="number" data-name="金额（元）">
                {formatFen(item.premiumFen)}
              </td>
              <td data-name="状态">
                <ApplicationTag state={item.state} yours={false} />
              </td>
              <td className="number">
                <span className="policy-row-actions">
                  {item.invoiceNumber && (
                    <DownloadButton
                      look="row"
                      label="下载发票"
                      address={`/api/applications/${item.applicationNumber}/invoice`}
                      fallbackName={`发票 ${item.invoiceNumber}.pdf`}
                      describedBy={`unit-${item.number}`}
                    />
                  )}
                  {item.ready && (
                    <a
                      className="row-link"
                      href={`/api/policies/${item.number}/document?print=1`}
                      target="_blank"
                      rel="noreferrer"
                      aria-describedby={`unit-${item.number}`}
                    >
                      打印电子保单
                    </a>
                  )}
                  {item.endorsements > 0 && (
                    <Link
                      to="/policies/$policyNumber"
                      params={{ policyNumber: item.number }}
                      search={{ tab: 'endorsements' }}
                      className="row-link"
                      aria-describedby={`unit-${item.number}`}
                    >
                      补充申请明细
                    </Link>
                  )}
                  {item.renewable && operator && (
                    <button
                      type="button"
                      className="row-link"
                      aria-describedby={`unit-${item.number}`}
                      disabled={renewal.busy}
                      onClick={() => renewal.begin(item.number)}
                    >
                      续保
                    </button>
                  )}
                  <Link
                    to="/policies/$policyNumber"
                    params={{ policyNumber: item.number }}
                    className="row-button"
                    aria-describedby={`unit-${item.number}`}
                  >
                    保单明细
                  </Link>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
