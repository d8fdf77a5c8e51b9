import type { PolicyView } from '@huzhu/domain/policy/policy.schema';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { ExportButton } from '../app/export-button.tsx';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import { Empty } from '../ui/empty.tsx';
import { QueryField } from '../ui/query-field.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { InsuredTable } from './insured-table.tsx';

/** 参保人员名单. What is looked for names a person, so it stands in the page and not in the address. */
export function InsuredList({ policy }: { policy: PolicyView }) {
  const [query, setQuery] = useState('');
  const list = useInfiniteQuery(
    trpc.policy.insured.infiniteQueryOptions(
      { policyNumber: policy.number, query },
      { getNextPageParam: (page) => page.next },
    ),
  );
  const lines = list.data?.pages.flatMap((page) => page.lines) ?? [];
  const total = list.data?.pages[0]?.total ?? 0;
  return (
    <section className="card policy-block" aria-labelledby="insured-title">
      <div className="policy-block-head">
        <h2 id="insured-title">参保人员名单</h2>
        <div className="policy-block-tools">
          <QueryField id="insured-query" label="姓名、拼音或证件号码" value={query} onChange={setQuery} />
          <ExportButton
            address={`/api/policies/${policy.number}/insured`}
            fallbackName={`参保人员名单_${policy.number}.xlsx`}
          />
        </div>
      </div>
      {list.isPending && <Skeleton label="正在取参保人员名单" lines={8} />}
      {list.error && <Trouble sentence={refusalOf(list.error).sentence} onRetry={() => void list.refetch()} />}
      {list.data && lines.length === 0 && (
        <Empty title="名单里没有这个人" detail="请核对姓名，或输入完整的证件号码。" />
      )}
      {lines.length > 0 && (
        <>
          <InsuredTable caption="参保人员名单" lines={lines} />
          <p className="small muted policy-block-foot">
            {`已列出 ${lines.length.toLocaleString('en-US')} 条，共 ${total.toLocaleString('en-US')} 条；一人参加几个计划就有几条。证件号码以掩码列示。`}
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
