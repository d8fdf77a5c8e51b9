import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { formatFen, parseYuan } from '@huzhu/domain/money/money';
import { type PaymentNoticeView, submitPaymentInput } from '@huzhu/domain/payment/payment.schema';
import { useMutation } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { trpc } from '../app/trpc.ts';
import { applicationMoved } from '../application/application-moved.ts';
import { DayPicker } from '../ui/day-picker.tsx';
import { Field } from '../ui/field.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import './payment.css';
import { useTyped } from './use-typed.ts';

const transfer = submitPaymentInput.omit({ requestId: true, number: true, version: true, voucherId: true });
const PREFIX = 'transfer';

const TEXTS = [
  { name: 'payerName', label: '付款户名', hint: '银行回单上的付款人；上级单位代付，填上级单位' },
  { name: 'payerBank', label: '付款开户银行', hint: undefined },
  { name: 'payerAccount', label: '付款账号', hint: undefined },
  { name: 'amountFen', label: '付款金额（元）', hint: undefined },
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
  const typed = useTyped(
    PREFIX,
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
        submit.mutate({ ...input, requestId, number: view.number, version: view.version, voucherId: null });
      }}
    >
      <div className="act-fields">
        {TEXTS.map(({ name, label, hint }) => (
          <Field key={name} id={`${PREFIX}-${name}`} label={label} hint={hint} error={typed.wrong[name]}>
            <Input
              id={`${PREFIX}-${name}`}
              size="large"
              value={typed.fields[name]}
              status={typed.wrong[name] ? 'error' : ''}
              aria-invalid={typed.wrong[name] !== undefined}
              autoComplete="off"
              inputMode={name === 'amountFen' || name === 'payerAccount' ? 'decimal' : 'text'}
              onChange={(event) => typed.set(name, event.target.value)}
            />
          </Field>
        ))}
        <Field id={`${PREFIX}-paidOn`} label="付款日期" error={typed.wrong.paidOn}>
          <DayPicker
            id={`${PREFIX}-paidOn`}
            value={typed.fields.paidOn || null}
            wrong={typed.wrong.paidOn !== undefined}
            placeholder="银行回单上的日期"
            onChange={(day) => typed.set('paidOn', day ?? '')}
          />
        </Field>
      </div>
      {submit.error && <NoticeBox tone="error">{refusalOf(submit.error).sentence}</NoticeBox>}
    </form>
  );
}
