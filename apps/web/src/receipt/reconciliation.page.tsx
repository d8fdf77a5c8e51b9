import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { formatFen, formatYuan } from '@huzhu/domain/money/money';
import { DAY_KINDS, type ReconciledDay } from '@huzhu/domain/receipt/receipt.schema';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { ExportButton } from '../app/export-button.tsx';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import '../application/application.css';
import '../application/application-list.css';
import '../ui/data-table.css';
import { DayPicker } from '../ui/day-picker.tsx';
import { Empty } from '../ui/empty.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import './receipt.css';

/** 每日对账: what came in on a day beside what was confirmed for it. */
export function ReconciliationPage() {
  const search = useSearch({ from: '/signed-in/menu/reconciliation' });
  const navigate = useNavigate({ from: '/reconciliation' });
  const day = search.day ?? shanghaiDate(new Date());
  const found = useQuery({ ...trpc.receipt.day.queryOptions({ day }), placeholderData: keepPreviousData });
  return (
    <>
      <Link to="/receipts" className="application-back">
        <ArrowLeft aria-hidden="true" />
        到账核对
      </Link>
      <div className="page-head">
        <div>
          <h1>每日对账</h1>
          <p className="muted">按到账日期，把银行流水和确认的收款对上。</p>
        </div>
        <div className="list-actions">
          <label className="visually-hidden" htmlFor="reconciliation-day">
            到账日期
          </label>
          <div className="reconciliation-day">
            <DayPicker
              id="reconciliation-day"
              value={day}
              wrong={false}
              onChange={(chosen) => void navigate({ search: chosen ? { day: asDate(chosen) } : {} })}
            />
          </div>
          <ExportButton address="/api/receipts/day/export" fallbackName={`每日对账_${day}.xlsx`} filters={{ day }} />
        </div>
      </div>
      {found.error && <Trouble sentence={refusalOf(found.error).sentence} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton label="正在对账" lines={6} />}
      {found.data && <Day found={found.data} />}
    </>
  );
}

function Day({ found }: { found: ReconciledDay }) {
  const figures = [
    ['银行到账', found.received],
    ['已认领', found.claimed],
    ['未认领', found.open],
    ['另行处理', found.setAside],
    ['确认收款', found.confirmed],
    ['其中手工确认', found.confirmedByHand],
    ['退款到账', found.refunded],
  ] as const;
  return (
    <div className="reconciliation-page">
      <dl className="card day-figures">
        {figures.map(([name, { count, fen }]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{formatYuan(fen)}</dd>
            <dd className="small muted">{`${count} 笔`}</dd>
          </div>
        ))}
      </dl>
      {found.differenceFen === 0 ? (
        <NoticeBox tone="success">已认领的到账与确认的收款一致。</NoticeBox>
      ) : (
        <NoticeBox tone="warning">
          {`已认领的到账比按流水确认的收款${found.differenceFen > 0 ? '多' : '少'} ${formatYuan(Math.abs(found.differenceFen))}：转为退款的到账，或到账日期填在另一天的收款。`}
        </NoticeBox>
      )}
      <div className="card">
        {found.lines.length === 0 ? (
          <Empty title="这一天没有到账，也没有确认的收款" detail="请换一天，或先导入银行流水。" />
        ) : (
          <table className="data-table data-table-fold">
            <caption className="visually-hidden">{`${found.day} 的到账、收款和退款`}</caption>
            <thead>
              <tr>
                <th scope="col">类别</th>
                <th scope="col">对方户名</th>
                <th scope="col">流水号或回单号</th>
                <th scope="col" className="number">
                  金额（元）
                </th>
                <th scope="col">状态</th>
                <th scope="col">申请编号</th>
              </tr>
            </thead>
            <tbody>
              {found.lines.map((line) => (
                <tr
                  key={`${line.kind} ${line.reference} ${line.payerName} ${line.amountFen} ${line.applications.join()}`}
                >
                  <td data-name="类别">{DAY_KINDS[line.kind]}</td>
                  <td data-name="对方户名">{line.payerName}</td>
                  <td data-name="流水号或回单号" className="receipt-reference">
                    {line.reference}
                  </td>
                  <td data-name="金额（元）" className="number">
                    {formatFen(line.amountFen)}
                  </td>
                  <td data-name="状态">{line.state}</td>
                  <td data-name="申请编号">
                    {line.applications.map((number) => (
                      <p key={number}>
                        <Link to="/applications/$number" params={{ number }}>
                          {number}
                        </Link>
                      </p>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}
