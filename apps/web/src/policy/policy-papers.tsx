import type { PolicyView } from '@huzhu/domain/policy/policy.schema';
import { Link } from '@tanstack/react-router';
import { Download, FileBadge, FileText, type LucideIcon, ReceiptText, Sheet } from 'lucide-react';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { saveFile } from '../app/save-file.ts';
import { NoticeBox } from '../ui/notice-box.tsx';

interface Paper {
  name: string;
  detail: string;
  icon: LucideIcon;
  /** Absent while it is being made. */
  address?: string;
  fileName: string;
}

/** 保单资料汇总: every paper of the policy in one place. */
export function PolicyPapers({ policy }: { policy: PolicyView }) {
  const [refusal, setRefusal] = useState<string>();
  const save = (paper: Paper) => {
    setRefusal(undefined);
    if (paper.address) {
      saveFile(paper.address, paper.fileName).catch((error: unknown) => setRefusal(refusalOf(error).sentence));
    }
  };
  return (
    <section className="card policy-papers" aria-labelledby="papers-title">
      <h2 id="papers-title">保单资料汇总</h2>
      {refusal && <NoticeBox tone="error">{refusal}</NoticeBox>}
      <ul>
        {papersOf(policy).map((paper) => (
          <li key={paper.name}>
            <paper.icon aria-hidden="true" />
            <div>
              <p>{paper.name}</p>
              <p className="small muted">{paper.address ? paper.detail : '正在生成，一般几秒钟'}</p>
            </div>
            <button
              type="button"
              className="plain-button"
              aria-label={`下载${paper.name}`}
              disabled={!paper.address}
              onClick={() => save(paper)}
            >
              <Download aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      {!policy.invoiceNumber && (
        <p className="small muted policy-papers-note">
          还没有发票。
          <Link to="/applications/$number" params={{ number: policy.applicationNumber }}>
            添加发票信息
          </Link>
        </p>
      )}
    </section>
  );
}

export function papersOf(policy: PolicyView): Paper[] {
  const { number, notice } = policy;
  return [
    {
      name: '电子保单',
      detail: `PDF，第 ${policy.documentVersion} 版，${policy.issuedOn}`,
      icon: FileBadge,
      fileName: `电子保单 ${number}.pdf`,
      ...(policy.ready && { address: `/api/policies/${number}/document` }),
    },
    ...(notice
      ? [
          {
            name: '缴费通知书',
            detail: notice.number,
            icon: FileText,
            fileName: `缴费通知书 ${notice.number}.pdf`,
            ...(notice.ready && { address: `/api/applications/${policy.applicationNumber}/payment-notice` }),
          },
        ]
      : []),
    ...(policy.invoiceNumber
      ? [
          {
            name: '发票',
            detail: `数电票 ${policy.invoiceNumber}`,
            icon: ReceiptText,
            fileName: `发票 ${policy.invoiceNumber}.pdf`,
            address: `/api/applications/${policy.applicationNumber}/invoice`,
          },
        ]
      : []),
    {
      name: '参保人员名单',
      detail: `XLSX，${policy.headcount.toLocaleString('en-US')} 人，证件号码为掩码`,
      icon: Sheet,
      fileName: `参保人员名单_${number}.xlsx`,
      address: `/api/policies/${number}/insured`,
    },
  ];
}
