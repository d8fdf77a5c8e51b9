import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { formatFen, parseYuan } from '@huzhu/domain/money/money';
import { type PaymentNoticeView, submitPaymentInput } from '@huzhu/domain/payment/payment.schema';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Paper, PaperUpload, SCANS } from '../app/paper-upload.tsx';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { trpc } from '../app/trpc.ts';
import { applicationMoved } from '../application/application-moved.ts';
import '../ui/act-card.css';
import { DayPicker } from '../ui/day-picker.tsx';
import { Field } from '../ui/field.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { TypedField } from '../ui/typed-field.tsx';
import { useTyped } from '../ui/use-typed.ts';

const transfer = submitPaymentInput.omit({ requestId: true, number: true, version: true, voucherId: true });

const TEXTS = [
  { name: 'payerName', label: '付款户名', hint: '银行回单上的付款人；上级单位代付，填上级单位' },
  { name: 'payerBank', label: '付款开户银行' },
  { name: 'payerAccount', label: '付款账号', inputMode: 'decimal' },
  { name: 'amountFen', label: '付款金额（元）', inputMode: 'decimal' },
  { name: 'serialNumber', label: '银行流水号', hint: '银行回单上的交易流水号' },
] as const;

/** 选择付款: 划款信息 of the transfer. The form's own button stands in the frame's footer and names it by id. */
export function TransferForm({
  view,
  notice,
  id,
  onSubmitted,
}: {
  view: ApplicationView;
  notice: PaymentNoticeView;
  id: string;
  onSubmitted: () => void;
}) {
  const [requestId] = useState(newRequestId);
  const [voucher, setVoucher] = useState<Paper | null>(null);
  const typed = useTyped(
    'transfer',
    {
      payerName: view.unit.name,
      payerBank: '',
      payerAccount: '',
      amountFen: formatFen(notice.totalFen),
      paidOn: '',
      serialNumber: '',
    },
    (fields) => transfer.safeParse({ ...fields, amountFen: parseYuan(fields.amountFen) }),
  );
  const submit = useMutation({
    ...trpc.payment.submit.mutationOptions(),
    onSuccess: async (next) => {
      await applicationMoved(next);
      onSubmitted();
    },
  });
  return (
    <form
      id={id}
      className="card act-card"
      aria-label="划款信息"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const input = typed.read();
        if (!input || submit.isPending) return;
        const { number, version } = view;
        submit.mutate({ ...input, requestId, number, version, voucherId: voucher?.paperId ?? null });
      }}
    >
      <div className="act-fields">
        {TEXTS.map((text) => (
          <TypedField key={text.name} form={typed} {...text} />
        ))}
        <Field id="transfer-paidOn" label="付款日期" error={typed.wrong.paidOn}>
          <DayPicker
            id="transfer-paidOn"
            value={typed.fields.paidOn || null}
            wrong={typed.wrong.paidOn !== undefined}
            placeholder="银行回单上的日期"
            onChange={(day) => typed.set('paidOn', day ?? '')}
          />
        </Field>
      </div>
      <PaperUpload
        label="上传银行回单"
        address={`/api/applications/${view.number}/voucher`}
        accept={SCANS}
        hint="选填，PDF、JPG 或 PNG，10 MB 以内；有回单核对更快"
        paper={voucher}
        onPaper={setVoucher}
      />
      {submit.error && <NoticeBox tone="error">{refusalOf(submit.error).sentence}</NoticeBox>}
    </form>
  );
}
