import type { PolicyView } from '@huzhu/domain/policy/policy.schema';
import { FileBadge, Sheet } from 'lucide-react';
import { type Paper, PaperList, paidPapers } from './paper-list.tsx';

/** 保单资料汇总: every paper of the policy in one place. */
export function PolicyPapers({ policy }: { policy: PolicyView }) {
  return <PaperList heading="保单资料汇总" papers={papersOf(policy)} paid={policy} />;
}

export function papersOf(policy: PolicyView): Paper[] {
  const { number } = policy;
  return [
    {
      name: '电子保单',
      detail: `PDF，第 ${policy.documentVersion} 版，${policy.issuedOn}`,
      icon: FileBadge,
      fileName: `电子保单 ${number}.pdf`,
      ...(policy.ready && { address: `/api/policies/${number}/document` }),
    },
    ...paidPapers(policy),
    {
      name: '参保人员名单',
      detail: `XLSX，${policy.headcount.toLocaleString('en-US')} 人，证件号码为掩码`,
      icon: Sheet,
      fileName: `参保人员名单_${number}.xlsx`,
      address: `/api/policies/${number}/insured`,
    },
  ];
}
