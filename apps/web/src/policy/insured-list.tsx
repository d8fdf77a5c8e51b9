import { mayCause } from '@huzhu/domain/application/application-state';
import type { CoverLine, PolicyView } from '@huzhu/domain/policy/policy.schema';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe } from '../account/use-me.ts';
import { trpc } from '../app/trpc.ts';
import '../application/application-action.css';
import { CorrectPerson } from './correct-person.tsx';
import { InsuredBlock } from './insured-block.tsx';
import { PolicyChanges } from './policy-changes.tsx';
import { RemovePerson } from './remove-person.tsx';

const next = { getNextPageParam: (page: { next: number | null }) => page.next };

/** 参保人员名单: those of the policy and of its 保全. What is looked for names a person, so it stands in the page and not in the address. */
export function InsuredList({ policy }: { policy: PolicyView }) {
  const policyNumber = policy.number;
  const me = useMe();
  const [asked, setAsked] = useState<{ act: 'correct' | 'remove'; line: CoverLine } | null>(null);
  const [query, setQuery] = useState('');
  const list = useInfiniteQuery(trpc.policy.insured.infiniteQueryOptions({ policyNumber, query }, next));
  const workbook = {
    address: `/api/policies/${policyNumber}/insured`,
    fileName: `参保人员名单_${policyNumber}.xlsx`,
  };
  const mayAsk = policy.state === 'in_force' && mayCause(me.roles, 'submit');
  const act = (line: CoverLine, name: 'correct' | 'remove', label: string) => (
    <button
      type="button"
      className="row-link"
      aria-label={`${label} ${line.name}`}
      onClick={() => setAsked({ act: name, line })}
    >
      {label}
    </button>
  );
  const acts = (line: CoverLine) =>
    line.state === 'in_force' && (
      <span className="policy-row-actions">
        {act(line, 'correct', '更正')}
        {policy.next.removal === null && act(line, 'remove', '减员')}
      </span>
    );
  const close = () => setAsked(null);
  return (
    <>
      <PolicyChanges of={{ policyNumber }} />
      <InsuredBlock
        title="参保人员名单"
        query={query}
        onQuery={setQuery}
        list={list}
        workbook={workbook}
        {...(mayAsk && { acts })}
      />
      {asked?.act === 'correct' && <CorrectPerson policy={policy} line={asked.line} onClose={close} />}
      {asked?.act === 'remove' && <RemovePerson policy={policy} line={asked.line} onClose={close} />}
    </>
  );
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
