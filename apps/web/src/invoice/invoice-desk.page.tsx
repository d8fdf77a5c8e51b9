import { APPLICATION_STATES } from '@huzhu/domain/application/application-state';
import { INVOICE_DESK_TABS, type InvoiceDesk, type InvoiceDeskTab } from '@huzhu/domain/invoice/invoice.schema';
import { formatFen } from '@huzhu/domain/money/money';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useMe } from '../account/use-me.ts';
import { ListState } from '../app/list-state.tsx';
import { dayAndTime } from '../app/times.ts';
import { trpc } from '../app/trpc.ts';
import '../application/application-action.css';
import '../application/application-list.css';
import '../ui/data-table.css';
import { Empty } from '../ui/empty.tsx';
import { ListFoot } from '../ui/list-foot.tsx';
import { QueryField } from '../ui/query-field.tsx';

const PAGE_SIZE = 20;
const TABS = Object.entries(INVOICE_DESK_TABS) as [InvoiceDeskTab, string][];

/** 发票办理: what waits for reviewer and finance, the oldest first. */
export function InvoiceDeskPage() {
  const search = useSearch({ from: '/signed-in/menu/invoices' });
  const navigate = useNavigate({ from: '/invoices' });
  const me = useMe();
  const tab = search.tab ?? (me.roles.includes('reviewer') ? 'early' : 'open');
  const page = search.page ?? 1;
  const desk = useQuery({
    ...trpc.invoice.desk.queryOptions({ tab, query: search.query ?? '', page, pageSize: PAGE_SIZE }),
    placeholderData: keepPreviousData,
  });
  const look = useCallback(
    (query: string) =>
      void navigate({ search: (old) => ({ ...old, query: query || undefined, page: undefined }), replace: true }),
    [navigate],
  );
  const items = desk.data?.items ?? [];
  return (
    <>
      <div className="page-head">
        <div>
          <h1>发票办理</h1>
          <p className="muted">提前开票由审核人员审核承诺书，财务开票；缴费核对后的发票由财务开具。</p>
        </div>
      </div>
      <nav className="list-tabs" aria-label="按办理环节">
        {TABS.map(([name, label]) => (
          <Link
            key={name}
            to="/invoices"
            search={(old) => ({ ...old, tab: name, page: undefined })}
            className={name === tab ? 'list-tab list-tab-now' : 'list-tab'}
            {...(name === tab && { 'aria-current': 'true' as const })}
          >
            {label} <span className="list-tab-count">{desk.data?.counts[name] ?? ''}</span>
          </Link>
        ))}
      </nav>
      <search className="list-filters">
        <QueryField
          id="invoice-query"
          label="申请编号、单位、抬头或发票号码"
          value={search.query ?? ''}
          onChange={look}
        />
      </search>
      <ListState
        list={desk}
        label="正在取发票办理列表"
        lines={6}
        empty={
          <Empty
            title={search.query ? '没有符合条件的' : `没有“${INVOICE_DESK_TABS[tab]}”的发票`}
            detail={search.query ? '请换一个条件。' : '单位提交后会出现在这里。'}
          />
        }
      />
      {items.length > 0 && <DeskTable items={items} tab={tab} />}
      <ListFoot
        total={desk.data?.total}
        note={`共 ${desk.data?.total ?? 0} 份`}
        page={page}
        pageSize={PAGE_SIZE}
        onPage={(next) => void navigate({ search: (old) => ({ ...old, page: next }) })}
      />
    </>
  );
}

function DeskTable({ items, tab }: { items: InvoiceDesk['items']; tab: InvoiceDeskTab }) {
  const timeName = tab === 'issued' ? '登记时间' : '等待自';
  return (
    <div className="card">
      <table className="data-table data-table-fold">
        <caption className="visually-hidden">{INVOICE_DESK_TABS[tab]}</caption>
        <thead>
          <tr>
            <th scope="col">参保单位</th>
            <th scope="col">发票抬头</th>
            <th scope="col" className="number">
              金额（元）
            </th>
            <th scope="col">{timeName}</th>
            <th scope="col" className="number">
              操作
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={`${item.applicationNumber} ${item.invoiceNumber}`}>
              <td>
                <b id={`invoice-${item.applicationNumber}`}>{item.unitName}</b>
                <p className="small muted application-under">
                  <span>{item.applicationNumber}</span>
                  <span>{APPLICATION_STATES[item.applicationState]}</span>
                  {item.early && <span>提前开票</span>}
                  {item.payBy && <span>{`${item.payBy} 前付款`}</span>}
                </p>
              </td>
              <td data-name="发票抬头">
                {item.title}
                {item.invoiceNumber && <p className="small muted">{item.invoiceNumber}</p>}
              </td>
              <td className="number" data-name="金额（元）">
                {formatFen(item.amountFen)}
              </td>
              <td className="list-day" data-name={timeName}>
                {dayAndTime(item.since)}
              </td>
              <td className="number">
                <Link
                  to="/applications/$number"
                  params={{ number: item.applicationNumber }}
                  className="row-button"
                  aria-describedby={`invoice-${item.applicationNumber}`}
                >
                  {tab === 'issued' ? '查看' : '办理'}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
