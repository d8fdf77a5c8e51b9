import { formatYuan } from '@huzhu/domain/money/money';
import { REFUND_STATES, type RefundState } from '@huzhu/domain/payment/payment-state';
import type { RefundView } from '@huzhu/domain/refund/refund.schema';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useMe } from '../account/use-me.ts';
import { refusalOf } from '../app/refusal.ts';
import { dayAndTime } from '../app/times.ts';
import { trpc } from '../app/trpc.ts';
import '../application/application-list.css';
import '../ui/act-card.css';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import './refund.css';
import { RefundActs } from './refund-acts.tsx';

const STATES = Object.entries(REFUND_STATES) as [RefundState, string][];

/** 退款办理: proposed by one account of finance, approved by another, then paid. */
export function RefundDeskPage() {
  const { state = 'refund_pending' } = useSearch({ from: '/signed-in/menu/refunds' });
  const finance = useMe().roles.includes('finance');
  const list = useQuery(trpc.refund.list.queryOptions({ state }));
  return (
    <>
      <div className="page-head">
        <div>
          <h1>退款办理</h1>
          <p className="muted">多缴、不予承保、作废后到账的款项。一位财务提出，另一位财务同意后才能退。</p>
        </div>
      </div>
      <nav className="list-tabs" aria-label="按办理环节">
        {STATES.map(([name, label]) => (
          <Link
            key={name}
            to="/refunds"
            search={{ state: name === 'refund_pending' ? undefined : name }}
            className={name === state ? 'list-tab list-tab-now' : 'list-tab'}
            {...(name === state && { 'aria-current': 'true' as const })}
          >
            {label} <span className="list-tab-count">{list.data?.counts[name] ?? ''}</span>
          </Link>
        ))}
      </nav>
      {list.error && <Trouble sentence={refusalOf(list.error).sentence} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton label="正在取退款" lines={6} />}
      {list.data?.items.length === 0 && (
        <div className="card refund-empty">
          <Empty title={`没有“${REFUND_STATES[state]}”的退款`} detail="有要退的款时会出现在这里。" />
        </div>
      )}
      <ul className="refund-list">
        {list.data?.items.map((item) => (
          <li key={item.number} className="card act-card">
            <Refund item={item} finance={finance} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Refund({ item, finance }: { item: RefundView; finance: boolean }) {
  return (
    <>
      <div className="page-head">
        <h2 id={`refund-${item.number}`} className="refund-title">
          {`${formatYuan(item.amountFen)}　${item.unitName}`}
        </h2>
        <p className="small muted">{`${item.number}，${dayAndTime(item.createdAt)}`}</p>
      </div>
      <Facts
        facts={[
          ['退款原因', item.reason],
          [
            '申请编号',
            <Link key="application" to="/applications/$number" params={{ number: item.applicationNumber }}>
              {item.applicationNumber}
            </Link>,
          ],
          ['付款户名', item.payer && `${item.payer.name}，${item.payer.bank}`],
          ['退款账户', item.payee && `${item.payee.name}，${item.payee.bank}，${item.payee.accountMasked}`],
          ['提出', item.payee?.proposedBy],
          ['同意', item.approvedBy],
          ['退款到账', item.paidOn && `${item.paidOn}，${item.bankReference ?? ''}`],
        ]}
      />
      {item.failure && item.state === 'refund_failed' && (
        <NoticeBox tone="warning">{`退款没有成功：${item.failure}`}</NoticeBox>
      )}
      {finance && <RefundActs item={item} />}
    </>
  );
}
