import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import '../application/application-list.css';
import { InsuredTable } from '../policy/insured-table.tsx';
import '../policy/policy.css';
import { Empty } from '../ui/empty.tsx';
import { QueryField } from '../ui/query-field.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';

const SHORTEST = 2;

/** 个人保单查询: what one person is covered by. The query names a person, so it stands in the page and not in the address. */
export function PersonSearchPage() {
  const [query, setQuery] = useState('');
  const enough = query.length >= SHORTEST;
  const list = useInfiniteQuery({
    ...trpc.person.search.infiniteQueryOptions({ query }, { getNextPageParam: (page) => page.next }),
    enabled: enough,
    // Every search leaves a trace: none happens that nobody asked for.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const lines = list.data?.pages.flatMap((page) => page.lines) ?? [];
  return (
    <>
      <h1>个人保单查询</h1>
      <p className="muted">
        按职工查询：参加了哪些计划、份数、保障期间与状态。只查得到您有权查看的单位，每次查询均有记录。
      </p>
      <search className="list-filters">
        <QueryField id="person-query" label="姓名、拼音、证件号码或手机号" value={query} onChange={setQuery} />
      </search>
      <div className="card">
        {!enough && <Empty title="请输入要查询的职工" detail="姓名或拼音至少两个字；证件号码和手机号请输入完整。" />}
        {enough && list.isPending && <Skeleton label="正在查询" lines={6} />}
        {enough && list.error && (
          <Trouble sentence={refusalOf(list.error).sentence} onRetry={() => void list.refetch()} />
        )}
        {enough && list.data && lines.length === 0 && (
          <Empty title="没有查到这位职工的保障" detail="请核对姓名，或输入完整的证件号码；刚提交的申请也能查到。" />
        )}
        {enough && lines.length > 0 && (
          <InsuredTable
            caption="查询到的保障"
            lines={lines}
            beneath={(line) => (
              <p className="small muted application-under">
                <span>{line.unitName}</span>
                {line.policyNumber ? (
                  <Link to="/policies/$policyNumber" params={{ policyNumber: line.policyNumber }}>
                    {line.policyNumber}
                  </Link>
                ) : (
                  <Link to="/applications/$number" params={{ number: line.applicationNumber }}>
                    {line.applicationNumber}
                  </Link>
                )}
              </p>
            )}
          />
        )}
        {enough && list.hasNextPage && (
          <p className="policy-block-foot">
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              再列 50 条
            </Button>
          </p>
        )}
      </div>
    </>
  );
}
