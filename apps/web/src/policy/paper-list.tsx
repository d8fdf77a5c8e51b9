import { Link } from '@tanstack/react-router';
import { Download, FileText, type LucideIcon, ReceiptText } from 'lucide-react';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { saveFile } from '../app/save-file.ts';
import { NoticeBox } from '../ui/notice-box.tsx';
import './policy.css';

export interface Paper {
  name: string;
  detail: string;
  icon: LucideIcon;
  /** Absent while it is being made. */
  address?: string;
  fileName: string;
}

/** Whose notice and invoice stand among the papers. */
interface Paid {
  readonly applicationNumber: string;
  readonly invoiceNumber: string | null;
  readonly notice: { readonly number: string; readonly ready: boolean } | null;
}

/** The papers of a policy or a 保全 in one place, each to be downloaded. */
export function PaperList({
  heading,
  papers,
  paid,
}: {
  heading: string;
  papers: readonly Paper[];
  /** Absent where nothing was paid for it. */
  paid?: Paid | undefined;
}) {
  const [refusal, setRefusal] = useState<string>();
  const save = (paper: Paper) => {
    setRefusal(undefined);
    if (paper.address) {
      saveFile(paper.address, paper.fileName).catch((error: unknown) => setRefusal(refusalOf(error).sentence));
    }
  };
  return (
    <section className="card policy-papers" aria-labelledby="papers-title">
      <h2 id="papers-title">{heading}</h2>
      {refusal && <NoticeBox tone="error">{refusal}</NoticeBox>}
      <ul>
        {papers.map((paper) => (
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
      {paid && !paid.invoiceNumber && (
        <p className="small muted policy-papers-note">
          还没有发票。
          <Link to="/applications/$number" params={{ number: paid.applicationNumber }}>
            添加发票信息
          </Link>
        </p>
      )}
    </section>
  );
}

/** 缴费通知书 and 发票, as far as there are any. */
export function paidPapers({ applicationNumber, invoiceNumber, notice }: Paid): Paper[] {
  return [
    ...(notice
      ? [
          {
            name: '缴费通知书',
            detail: notice.number,
            icon: FileText,
            fileName: `缴费通知书 ${notice.number}.pdf`,
            ...(notice.ready && { address: `/api/applications/${applicationNumber}/payment-notice` }),
          },
        ]
      : []),
    ...(invoiceNumber
      ? [
          {
            name: '发票',
            detail: `数电票 ${invoiceNumber}`,
            icon: ReceiptText,
            fileName: `发票 ${invoiceNumber}.pdf`,
            address: `/api/applications/${applicationNumber}/invoice`,
          },
        ]
      : []),
  ];
}
