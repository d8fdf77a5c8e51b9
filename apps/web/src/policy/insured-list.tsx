import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../app/trpc.ts';
import { InsuredBlock } from './insured-block.tsx';

const next = { getNextPageParam: (page: { next: number | null }) => page.next };

/** 参保人员名单: those of the policy and of its 保全. What is looked for names a person, so it stands in the page and not in the address. */
export function InsuredList({ policyNumber }: { policyNumber: string }) {
  const [query, setQuery] = useState('');
  const list = useInfiniteQuery(trpc.policy.insured.infiniteQueryOptions({ policyNumber, query }, next));
  const workbook = {
    address: `/api/policies/${policyNumber}/insured`,
    fileName: `参保人员名单_${policyNumber}.xlsx`,
  };
  return <InsuredBlock title="参保人员名单" query={query} onQuery={setQuery} list={list} workbook={workbook} />;
}

/** The persons that a 保全 added. */
export function EndorsedList({ endorsementNumber }: { endorsementNumber: string }) {
  const [query, setQuery] = useState('');
  const list = useInfiniteQuery(trpc.endorsement.insured.infiniteQueryOptions({ endorsementNumber, query }, next));
  const workbook = {
    address: `/api/endorsements/${endorsementNumber}/insured`,
    fileName: `新增参保人员名单_${endorsementNumber}.xlsx`,
  };
  return <InsuredBlock title="新增参保人员名单" query={query} onQuery={setQuery} list={list} workbook={workbook} />;
}
