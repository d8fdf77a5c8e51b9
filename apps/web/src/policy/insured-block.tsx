import type { CoverLine, InsuredPage } from '@huzhu/domain/policy/policy.schema';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { ExportButton } from '../app/export-button.tsx';
import { refusalOf } from '../app/refusal.ts';
import { Empty } from '../ui/empty.tsx';
import { QueryField } from '../ui/query-field.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { InsuredTable } from './insured-table.tsx';
import './policy.css';

interface Props {
  title: string;
  query: string;
  onQuery: (query: string) => void;
  list: {
    readonly data: { readonly pages: readonly InsuredPage[] } | undefined;
    readonly error: unknown;
    readonly isPending: boolean;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    refetch(): unknown;
    fetchNextPage(): unknown;
  };
  /** Where 【导出】 is asked for. */
  workbook: { readonly address: string; readonly fileName: string };
  acts?: (line: CoverLine) => ReactNode;
}

/** A list of insured, page after page, with 查询 and 【导出】. */
export function InsuredBlock({ title, query, onQuery, list, workbook, acts }: Props) {
  const lines = list.data?.pages.flatMap((page) => page.lines) ?? [];
  const total = list.data?.pages[0]?.total ?? 0;
  return (
    <section className="card policy-block" aria-labelledby="insured-title">
      <div className="policy-block-head">
        <h2 id="insured-title">{title}</h2>
        <div className="policy-block-tools">
          <QueryField id="insured-query" label="姓名、拼音或证件号码" value={query} onChange={onQuery} />
          <ExportButton address={workbook.address} fallbackName={workbook.fileName} />
        </div>
      </div>
      {list.isPending && <Skeleton label={`正在取${title}`} lines={8} />}
      {Boolean(list.error) && <Trouble sentence={refusalOf(list.error).sentence} onRetry={() => void list.refetch()} />}
      {list.data && lines.length === 0 && (
        <Empty title="名单里没有这个人" detail="请核对姓名，或输入完整的证件号码。" />
      )}
      {lines.length > 0 && (
        <>
          <InsuredTable caption={title} lines={lines} acts={acts} />
          <p className="small muted policy-block-foot">
            {`已列出 ${lines.length.toLocaleString('en-US')} 条，共 ${total.toLocaleString('en-US')} 条；一人参加几个计划、分几次参保就有几条。证件号码以掩码列示。`}
          </p>
        </>
      )}
      {list.hasNextPage && (
        <p className="policy-block-foot">
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            再列 50 条
          </Button>
        </p>
      )}
    </section>
  );
}
