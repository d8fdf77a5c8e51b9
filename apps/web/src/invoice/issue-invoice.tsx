import { INVOICE_TYPES, type InvoicePage, issueInvoiceInput } from '@huzhu/domain/invoice/invoice.schema';
import { formatYuan } from '@huzhu/domain/money/money';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type Paper, PaperUpload } from '../app/paper-upload.tsx';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { trpc } from '../app/trpc.ts';
import '../ui/act-card.css';
import { DayPicker } from '../ui/day-picker.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { TypedField } from '../ui/typed-field.tsx';
import { useTyped } from '../ui/use-typed.ts';
import { invoiceChanged } from './invoice-changed.ts';
import { earlyFacts } from './judge-early-invoice.tsx';

const rule = issueInvoiceInput.omit({ requestId: true, number: true, paperId: true });

/** 开具发票 by finance: what to state, then the number and the PDF of what the tax system issued. */
export function IssueInvoice({ page }: { page: InvoicePage }) {
  const [requestId, setRequestId] = useState(newRequestId);
  const [paper, setPaper] = useState<Paper | null>(null);
  const [missing, setMissing] = useState(false);
  const typed = useTyped('issue', { invoiceNumber: '', issuedOn: '' }, (fields) => rule.safeParse(fields));
  const issue = useMutation({
    ...trpc.invoice.issue.mutationOptions(),
    onSuccess: invoiceChanged,
    onError: () => setRequestId(newRequestId()),
  });
  const early = page.early.find(({ state }) => state === 'approved');
  const { request } = page;
  return (
    <form
      className="card act-card"
      aria-labelledby="issue-title"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const input = typed.read();
        setMissing(paper === null);
        if (input && paper && !issue.isPending) {
          issue.mutate({ ...input, requestId, number: page.number, paperId: paper.paperId });
        }
      }}
    >
      <h2 id="issue-title">{early ? '开具发票（提前开票）' : '开具发票'}</h2>
      {early ? (
        <Facts facts={earlyFacts(page, early)} />
      ) : (
        request && (
          <Facts
            facts={[
              ['发票抬头', request.title],
              ['统一社会信用代码', request.creditCode],
              ['金额', page.amountFen === null ? '' : formatYuan(page.amountFen)],
              ['发票类型', INVOICE_TYPES[request.type]],
              ['邮箱', request.email],
              ['联系电话', request.phone],
              ['备注', request.remark],
              ['填写人', request.updatedBy],
            ]}
          />
        )
      )}
      {request?.titleDiffers && (
        <NoticeBox tone="warning">{`发票抬头与参保单位“${page.unit.name}”不同，开票前请与单位核对。`}</NoticeBox>
      )}
      {request?.codeDoubtful && (
        <NoticeBox tone="warning">统一社会信用代码的校验位不符，个别在用代码确实如此，开票前请核对。</NoticeBox>
      )}
      <div className="act-fields">
        <TypedField form={typed} name="invoiceNumber" label="发票号码" hint="数电票 20 位号码" inputMode="numeric" />
        <Field id="issue-issuedOn" label="开票日期" error={typed.wrong.issuedOn}>
          <DayPicker
            id="issue-issuedOn"
            value={typed.fields.issuedOn || null}
            wrong={typed.wrong.issuedOn !== undefined}
            onChange={(day) => typed.set('issuedOn', day ?? '')}
          />
        </Field>
      </div>
      <PaperUpload
        label="上传发票"
        address={`/api/applications/${page.number}/invoice`}
        accept={['.pdf', 'application/pdf']}
        hint="开票系统下载的 PDF，10 MB 以内"
        paper={paper}
        wrong={missing ? '请先上传发票 PDF。' : undefined}
        onPaper={setPaper}
      />
      {issue.error && <NoticeBox tone="error">{refusalOf(issue.error).sentence}</NoticeBox>}
      <div className="act-buttons">
        <Button size="large" type="primary" htmlType="submit" loading={issue.isPending}>
          登记发票
        </Button>
      </div>
    </form>
  );
}

/** 红冲, after it was done in the tax system. */
export function ReverseInvoice({ page }: { page: InvoicePage }) {
  const [asked, setAsked] = useState<string | null>(null);
  const reverse = useMutation({
    ...trpc.invoice.reverse.mutationOptions(),
    onSuccess: async (next) => {
      setAsked(null);
      await invoiceChanged(next);
    },
  });
  const invoice = page.invoices.find((each) => each.reversed === null);
  if (!invoice) return null;
  return (
    <>
      <Button size="large" danger onClick={() => setAsked(newRequestId())}>
        红冲发票
      </Button>
      {asked && (
        <ReasonDialog
          title="红冲这张发票？"
          confirmLabel="红冲发票"
          cancelLabel="先不红冲"
          danger
          busy={reverse.isPending}
          hint="单位会看到这句话"
          refusal={reverse.error ? refusalOf(reverse.error).sentence : undefined}
          onConfirm={(reason) =>
            reverse.mutate({ requestId: asked, number: page.number, invoiceNumber: invoice.number, reason })
          }
          onCancel={() => {
            reverse.reset();
            setAsked(null);
          }}
        >
          {`发票 ${invoice.number}，${formatYuan(invoice.amountFen)}。请先在开票系统里红冲，这里登记后单位不能再下载。`}
        </ReasonDialog>
      )}
    </>
  );
}
