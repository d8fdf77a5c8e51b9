import { inProse } from '@huzhu/domain/calendar/calendar-date';
import { type EarlyInvoiceView, INVOICE_TYPES, type InvoicePage } from '@huzhu/domain/invoice/invoice.schema';
import { formatYuan } from '@huzhu/domain/money/money';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { DownloadButton } from '../app/download-button.tsx';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { trpc } from '../app/trpc.ts';
import '../ui/act-card.css';
import { Facts } from '../ui/facts.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { invoiceChanged } from './invoice-changed.ts';

/** 提前开票审核: the stamped 承诺书 beside what was asked for; the reviewer lets it through or sends it back. */
export function JudgeEarlyInvoice({ page, early }: { page: InvoicePage; early: EarlyInvoiceView }) {
  const [requestId] = useState(newRequestId);
  const [refusing, setRefusing] = useState<string | null>(null);
  const approve = useMutation({ ...trpc.invoice.approveEarly.mutationOptions(), onSuccess: invoiceChanged });
  const refuse = useMutation({
    ...trpc.invoice.refuseEarly.mutationOptions(),
    onSuccess: async (next) => {
      setRefusing(null);
      await invoiceChanged(next);
    },
  });
  const at = { number: page.number, id: early.id, version: early.version };
  return (
    <section className="card act-card" aria-labelledby="judge-early-title">
      <h2 id="judge-early-title">提前开票审核</h2>
      <Facts facts={earlyFacts(page, early)} />
      {approve.error && <NoticeBox tone="error">{refusalOf(approve.error).sentence}</NoticeBox>}
      <div className="act-buttons">
        <Button
          size="large"
          type="primary"
          loading={approve.isPending}
          onClick={() => approve.mutate({ requestId, ...at })}
        >
          同意提前开票
        </Button>
        <Button size="large" onClick={() => setRefusing(newRequestId())}>
          驳回
        </Button>
      </div>
      {refusing && (
        <ReasonDialog
          title="驳回提前开票申请？"
          confirmLabel="驳回"
          cancelLabel="先不驳回"
          busy={refuse.isPending}
          hint="单位会看到这句话，写清楚承诺书哪里不对"
          refusal={refuse.error ? refusalOf(refuse.error).sentence : undefined}
          onConfirm={(reason) => refuse.mutate({ requestId: refusing, ...at, reason })}
          onCancel={() => {
            refuse.reset();
            setRefusing(null);
          }}
        >
          参保申请不受影响，单位改好承诺书后可以再申请。
        </ReasonDialog>
      )}
    </section>
  );
}

export const earlyFacts = (page: InvoicePage, early: EarlyInvoiceView) =>
  [
    ['发票抬头', early.title],
    ['统一社会信用代码', early.creditCode],
    ['金额', formatYuan(early.amountFen)],
    ['发票类型', INVOICE_TYPES[early.type]],
    ['申请原因', early.reason],
    ['付款期限', inProse(early.payBy)],
    ['提交人', early.requestedBy],
    [
      '承诺书',
      <DownloadButton
        key="stamped"
        look="text"
        label="下载已盖章的承诺书"
        address={`/api/applications/${page.number}/undertaking/stamped`}
        fallbackName="承诺书"
      />,
    ],
  ] as const;
