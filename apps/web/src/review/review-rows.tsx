import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { LEDGER_STANDINGS } from '@huzhu/domain/ledger/ledger.schema';
import { REVIEW_SHOWS, type ReviewRow, type ReviewShow } from '@huzhu/domain/review/review.schema';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { Flag } from 'lucide-react';
import { useState } from 'react';
import { DownloadButton } from '../app/download-button.tsx';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import '../application/application-list.css';
import '../ui/data-table.css';
import { Empty } from '../ui/empty.tsx';
import { QueryField } from '../ui/query-field.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import type { MarkedPlace } from './mark-dialog.tsx';
import { labelOf, type MarkedField } from './mark-words.ts';
import './review.css';
import type { Marks } from './use-marks.ts';

const PAGE = 50;
const SHOWS = Object.entries(REVIEW_SHOWS) as [ReviewShow, string][];
const SEXES = { male: '男', female: '女' } as const;

interface ReviewRowsProps {
  view: ApplicationView;
  /** The list of 台账对照 shows who differs and nobody else. */
  ledger: boolean;
  marks: Marks;
  /** Absent where nothing may be marked. */
  onMark: ((place: MarkedPlace) => void) | undefined;
}

/** The roster under review: every cell can be marked. */
export function ReviewRows({ view, ledger, marks, onMark }: ReviewRowsProps) {
  const [chosen, setChosen] = useState<ReviewShow>('all');
  const [query, setQuery] = useState('');
  const show = ledger ? 'ledger' : chosen;
  const list = useInfiniteQuery(
    trpc.review.rows.infiniteQueryOptions(
      { number: view.number, show, query, limit: PAGE },
      { getNextPageParam: (page) => page.next },
    ),
  );
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = list.data?.pages[0]?.total ?? 0;
  return (
    <section className="card" aria-label={ledger ? '与台账不一致的人' : '参保名单'}>
      <search className="list-filters review-filters">
        <QueryField
          id={ledger ? 'ledger-query' : 'review-query'}
          label="姓名、拼音或证件号码"
          value={query}
          onChange={setQuery}
        />
        {!ledger && (
          <>
            <label className="visually-hidden" htmlFor="review-show">
              只看
            </label>
            <Select<ReviewShow>
              id="review-show"
              className="list-select"
              value={chosen}
              options={SHOWS.map(([value, label]) => ({ value, label }))}
              onChange={setChosen}
            />
          </>
        )}
        <p className="small muted review-total">{`${total.toLocaleString('en-US')} 人`}</p>
      </search>
      {list.error && <Trouble sentence={refusalOf(list.error).sentence} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton label="正在取名单" lines={8} />}
      {list.data && rows.length === 0 && (
        <Empty
          title={ledger && !query ? '全部与台账一致' : '没有符合条件的人'}
          detail={ledger && !query ? '名单里每个人都在社保台账中，姓名一致、正在缴费。' : '请换一个条件。'}
        />
      )}
      {rows.length > 0 && (
        <table className="data-table data-table-fold review-table">
          <caption className="visually-hidden">{ledger ? '与台账不一致的人' : '参保名单'}</caption>
          <thead>
            <tr>
              <th scope="col" className="number">
                行号
              </th>
              <th scope="col">姓名</th>
              {ledger && <th scope="col">台账姓名</th>}
              <th scope="col">证件号码</th>
              {!ledger && (
                <>
                  <th scope="col">性别、年龄</th>
                  <th scope="col">份数</th>
                </>
              )}
              <th scope="col">{ledger ? '差异与证明' : '提示'}</th>
              {onMark && (
                <th scope="col" className="number">
                  退回
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.rowNumber} view={view} row={row} ledger={ledger} marks={marks} onMark={onMark} />
            ))}
          </tbody>
        </table>
      )}
      {list.hasNextPage && (
        <div className="review-more">
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            再列出 50 人
          </Button>
        </div>
      )}
    </section>
  );
}

function Row({ view, row, ledger, marks, onMark }: { row: ReviewRow } & ReviewRowsProps) {
  const own = marks.open.filter((mark) => mark.rowNumber === row.rowNumber);
  const cell = (field: MarkedField, words: string) => {
    const marked = own.some((mark) => mark.field === field);
    if (!onMark) return words;
    const place = field === 'row' ? '这一行' : labelOf(field);
    return (
      <button
        type="button"
        className={marked ? 'mark-cell mark-cell-marked' : 'mark-cell'}
        aria-label={`${words || '空'}，标记第 ${row.rowNumber} 行的${place}${marked ? '（已标）' : ''}`}
        onClick={() => onMark({ rowNumber: row.rowNumber, field, name: row.name })}
      >
        {words || '—'}
      </button>
    );
  };
  const shares = view.plans
    .map((plan) => `${view.plans.length > 1 ? `${plan.shortName} ` : ''}${row.shares[plan.code] ?? 0} 份`)
    .join('、');
  const sharesField: MarkedField =
    view.plans.length === 1 || !view.plans[0] ? 'shares' : `shares:${view.plans[0].code}`;
  return (
    <tr className={own.length > 0 ? 'review-row-marked' : undefined}>
      <td className="number" data-name="行号">
        {row.rowNumber}
      </td>
      <td data-name="姓名">{cell('name', row.name)}</td>
      {ledger && <td data-name="台账姓名">{row.ledgerName || '—'}</td>}
      <td data-name="证件号码" className="insured-number">
        {cell('idNumber', row.idMasked)}
      </td>
      {!ledger && (
        <>
          <td data-name="性别、年龄">
            {[row.sex && SEXES[row.sex], row.age === null ? null : `${row.age} 岁`].filter(Boolean).join('，')}
          </td>
          <td data-name="份数">{cell(sharesField, shares)}</td>
        </>
      )}
      <td data-name={ledger ? '差异与证明' : '提示'} className="review-issues">
        {ledger ? <p>{LEDGER_STANDINGS[row.ledger]}</p> : <IssueWords row={row} />}
        {row.evidence ? (
          <DownloadButton
            look="text"
            label="证明"
            address={`/api/applications/${view.number}/rows/${row.rowNumber}/evidence`}
            fallbackName="证明"
          />
        ) : (
          ledger && <p className="small muted">没有证明</p>
        )}
      </td>
      {onMark && (
        <td className="number">
          <button
            type="button"
            className={own.length > 0 ? 'row-link review-flag' : 'row-link'}
            aria-label={`${own.length > 0 ? '已标' : '标记'}第 ${row.rowNumber} 行，${row.name}`}
            onClick={() => onMark({ rowNumber: row.rowNumber, field: 'row', name: row.name })}
          >
            {own.length > 0 && <Flag aria-hidden="true" />}
            {own.length > 0 ? '已标' : '标记'}
          </button>
        </td>
      )}
    </tr>
  );
}

function IssueWords({ row }: { row: ReviewRow }) {
  return (
    <>
      {row.issues.map((issue) => (
        <p key={issue.sentence} className="small">
          {issue.sentence}
        </p>
      ))}
      {row.corrected && <p className="small muted">单位在页面上改过</p>}
      {row.note && <p className="small muted">{`备注：${row.note}`}</p>}
    </>
  );
}
