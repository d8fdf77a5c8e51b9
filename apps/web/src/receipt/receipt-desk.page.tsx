import { formatFen, formatYuan } from '@huzhu/domain/money/money';
import {
  type ImportedStatement,
  RECEIPT_STATES,
  type ReceiptState,
  type ReceiptView,
} from '@huzhu/domain/receipt/receipt.schema';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { Scale, Upload } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { useMe } from '../account/use-me.ts';
import { ListState } from '../app/list-state.tsx';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { api, queryClient, trpc } from '../app/trpc.ts';
import '../application/application-action.css';
import '../application/application-list.css';
import '../ui/data-table.css';
import { Empty } from '../ui/empty.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { QueryField } from '../ui/query-field.tsx';
import { ReceiptActs } from './receipt-acts.tsx';
import './receipt.css';
import { FileInput, WORKBOOK } from '../ui/file-input.tsx';
import { ListFoot } from '../ui/list-foot.tsx';

const PAGE_SIZE = 20;
const TABS = Object.entries(RECEIPT_STATES) as [ReceiptState, string][];

/** 到账核对: what came in on the account, whose it is, and by what it is known. */
export function ReceiptDeskPage() {
  const search = useSearch({ from: '/signed-in/menu/receipts' });
  const navigate = useNavigate({ from: '/receipts' });
  const finance = useMe().roles.includes('finance');
  const tab = search.tab ?? 'open';
  const page = search.page ?? 1;
  const list = useQuery({
    ...trpc.receipt.list.queryOptions({ tab, query: search.query ?? '', page, pageSize: PAGE_SIZE }),
    placeholderData: keepPreviousData,
  });
  const look = useCallback(
    (query: string) =>
      void navigate({ search: (old) => ({ ...old, query: query || undefined, page: undefined }), replace: true }),
    [navigate],
  );
  const items = list.data?.items ?? [];
  return (
    <>
      <div className="page-head">
        <div>
          <h1>到账核对</h1>
          <p className="muted">导入银行流水，按附言识别码、金额、户名找出是谁付的款，核对后确认收款。</p>
        </div>
        <div className="list-actions">
          <Link to="/reconciliation" className="quiet-button">
            <Scale aria-hidden="true" />
            每日对账
          </Link>
          {finance && <StatementUpload />}
        </div>
      </div>
      <nav className="list-tabs" aria-label="按处理情况">
        {TABS.map(([name, label]) => (
          <Link
            key={name}
            to="/receipts"
            search={(old) => ({ ...old, tab: name === 'open' ? undefined : name, page: undefined })}
            className={name === tab ? 'list-tab list-tab-now' : 'list-tab'}
            {...(name === tab && { 'aria-current': 'true' as const })}
          >
            {label} <span className="list-tab-count">{list.data?.counts[name] ?? ''}</span>
          </Link>
        ))}
      </nav>
      <search className="list-filters">
        <QueryField id="receipt-query" label="付款户名、附言或流水号" value={search.query ?? ''} onChange={look} />
      </search>
      {finance && tab === 'open' && <SureMatches items={items} />}
      <ListState
        list={list}
        label="正在取到账记录"
        lines={6}
        empty={
          <Empty
            title={search.query ? '没有符合条件的到账' : `没有“${RECEIPT_STATES[tab]}”的到账`}
            detail={search.query ? '请换一个条件。' : '点【导入银行流水】，把银行导出的明细（.xlsx 或 .csv）传上来。'}
          />
        }
      />
      {items.length > 0 && <ReceiptTable items={items} finance={finance} />}
      <ListFoot
        total={list.data?.total}
        note={`共 ${list.data?.total ?? 0} 笔`}
        page={page}
        pageSize={PAGE_SIZE}
        onPage={(next) => void navigate({ search: (old) => ({ ...old, page: next }) })}
      />
    </>
  );
}

/** 导入银行流水, and what became of it. */
function StatementUpload() {
  const input = useRef<HTMLInputElement>(null);
  const send = useMutation({
    mutationFn: async (file: File): Promise<ImportedStatement> => {
      const body = new FormData();
      body.append('file', file);
      const answer = await fetch('/api/receipts/statement', { method: 'POST', body });
      if (!answer.ok) throw await answer.json().catch(() => ({}));
      return (await answer.json()) as ImportedStatement;
    },
    onSuccess: () => queryClient.invalidateQueries(trpc.receipt.pathFilter()),
  });
  return (
    <>
      <Button
        size="large"
        type="primary"
        loading={send.isPending}
        icon={<Upload aria-hidden="true" />}
        onClick={() => input.current?.click()}
      >
        导入银行流水
      </Button>
      <FileInput
        ref={input}
        label="流水文件"
        accept={`.csv,text/csv,${WORKBOOK}`}
        onFile={(file) => send.mutate(file)}
      />
      {send.error && <NoticeBox tone="error">{refusalOf(send.error).sentence}</NoticeBox>}
      {send.data && (
        <NoticeBox tone="success">
          {`${send.data.fileName}：到账 ${send.data.lines} 笔，新增 ${send.data.added} 笔${send.data.known > 0 ? `，${send.data.known} 笔以前导入过，没有重复记` : ''}。`}
        </NoticeBox>
      )}
    </>
  );
}

/** All matches of this page that leave no doubt, confirmed one after the other by one press. */
function SureMatches({ items }: { items: readonly ReceiptView[] }) {
  const sure = items.filter((item) => item.match?.sure);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const confirm = useMutation({
    mutationFn: async () => {
      const sentences: string[] = [];
      for (const item of sure) {
        const applications = (item.match?.targets ?? []).map((target) => ({
          number: target.applicationNumber,
          version: target.version,
        }));
        await api.receipt.claim
          .mutate({ requestId: newRequestId(), receiptIds: [item.id], applications })
          .catch((error: unknown) =>
            sentences.push(`${item.payerName} ${formatYuan(item.leftFen)}：${refusalOf(error).sentence}`),
          );
      }
      return sentences;
    },
    onSuccess: async (sentences) => {
      setRefused(sentences);
      await queryClient.invalidateQueries();
    },
  });
  if (sure.length === 0 && refused.length === 0) return null;
  return (
    <div className="receipt-sure">
      {sure.length > 0 && (
        <NoticeBox
          tone="info"
          action={
            <Button type="primary" loading={confirm.isPending} onClick={() => confirm.mutate()}>
              {`确认这 ${sure.length} 笔`}
            </Button>
          }
        >
          {`本页有 ${sure.length} 笔附言和金额都一致，共 ${formatYuan(sure.reduce((sum, item) => sum + item.leftFen, 0))}。`}
        </NoticeBox>
      )}
      {refused.map((sentence) => (
        <NoticeBox key={sentence} tone="error">
          {sentence}
        </NoticeBox>
      ))}
    </div>
  );
}

function ReceiptTable({ items, finance }: { items: readonly ReceiptView[]; finance: boolean }) {
  return (
    <div className="card">
      <table className="data-table data-table-fold">
        <caption className="visually-hidden">到账记录</caption>
        <thead>
          <tr>
            <th scope="col">付款户名</th>
            <th scope="col">到账日期</th>
            <th scope="col" className="number">
              金额（元）
            </th>
            <th scope="col">对应的申请</th>
            {finance && (
              <th scope="col" className="number">
                操作
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td>
                <b id={`receipt-${item.id}`}>{item.payerName || '没有户名'}</b>
                <p className="small muted application-under">
                  {item.remark && <span>{`附言 ${item.remark}`}</span>}
                  {item.reference && <span>{`流水号 ${item.reference}`}</span>}
                </p>
              </td>
              <td className="list-day" data-name="到账日期">
                {item.receivedOn}
              </td>
              <td className="number" data-name="金额（元）">
                {formatFen(item.amountFen)}
                {item.leftFen !== item.amountFen && item.leftFen > 0 && (
                  <p className="small muted">{`未认领 ${formatFen(item.leftFen)}`}</p>
                )}
              </td>
              <td data-name="对应的申请" className="receipt-match">
                <Match item={item} />
              </td>
              {finance && (
                <td className="number">
                  <ReceiptActs item={item} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Match({ item }: { item: ReceiptView }) {
  return (
    <>
      {item.claimed.map((claim) => (
        <p key={`${claim.applicationNumber} ${claim.amountFen}`}>
          <Link to="/applications/$number" params={{ number: claim.applicationNumber }}>
            {claim.applicationNumber}
          </Link>
          <span className="small muted">{`　${claim.refund ? '转退款' : '已确认'} ${formatFen(claim.amountFen)}`}</span>
        </p>
      ))}
      {item.match?.targets.map((target) => (
        <p key={target.noticeNumber}>
          <Link to="/applications/$number" params={{ number: target.applicationNumber }}>
            {target.unitName}
          </Link>
          <span className="small muted">{`　${target.applicationNumber}，应缴 ${formatFen(target.totalFen)}`}</span>
        </p>
      ))}
      {item.match && <p className="small">{item.match.reasons.join('，')}</p>}
      {item.note && <p className="small muted">{item.note}</p>}
      {!item.match && item.claimed.length === 0 && !item.note && <p className="small muted">没有找到对应的申请</p>}
    </>
  );
}
