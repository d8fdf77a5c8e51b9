import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { inProse } from '@huzhu/domain/calendar/calendar-date';
import { formatFen, formatYuan, parseYuan } from '@huzhu/domain/money/money';
import { confirmPaymentInput, type PaymentNoticeView, type PaymentView } from '@huzhu/domain/payment/payment.schema';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { DownloadButton } from '../app/download-button.tsx';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { trpc } from '../app/trpc.ts';
import { applicationMoved } from '../application/application-moved.ts';
import { DayPicker } from '../ui/day-picker.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { TypedField } from '../ui/typed-field.tsx';
import { useTyped } from '../ui/use-typed.ts';

const receipt = confirmPaymentInput.omit({ requestId: true, number: true, version: true });
const PREFIX = 'receipt';

/** 财务核对: what the unit stated beside what the notice asks for, 确认收款 or back with a reason. */
export function ReceivePayment({ view }: { view: ApplicationView }) {
  const page = useQuery(trpc.payment.page.queryOptions({ number: view.number }));
  const payment = page.data?.payments[0];
  const notice = page.data?.notice;
  if (page.error) return <Trouble sentence={refusalOf(page.error).sentence} onRetry={() => void page.refetch()} />;
  if (!payment || !notice) return <Skeleton label="正在取划款信息" lines={5} />;
  return (
    <section className="card act-card" aria-labelledby="receive-title">
      <h2 id="receive-title">财务核对</h2>
      <Stated number={view.number} payment={payment} notice={notice} />
      <Receipt view={view} payment={payment} />
    </section>
  );
}

function Stated({ number, payment, notice }: { number: string; payment: PaymentView; notice: PaymentNoticeView }) {
  const facts = [
    ['应缴金额', formatYuan(notice.totalFen)],
    ['付款金额', formatYuan(payment.amountFen)],
    ['附言', notice.matchCode],
    ['付款户名', payment.payerName],
    ['付款开户银行', payment.payerBank],
    ['付款账号', payment.payerAccountMasked],
    ['付款日期', inProse(payment.paidOn)],
    ['银行流水号', payment.serialNumber],
    ['提交人', payment.submittedBy],
    [
      '银行回单',
      payment.hasVoucher ? (
        <DownloadButton
          key="voucher"
          look="text"
          label="下载银行回单"
          address={`/api/applications/${number}/voucher`}
          fallbackName="银行回单"
        />
      ) : (
        '没有上传'
      ),
    ],
  ] as const;
  return (
    <>
      {payment.amountFen !== notice.totalFen && (
        <NoticeBox tone="warning">付款金额与应缴金额不同，请对照银行流水核对。</NoticeBox>
      )}
      <Facts facts={facts} />
    </>
  );
}

function Receipt({ view, payment }: { view: ApplicationView; payment: PaymentView }) {
  const [requestId] = useState(newRequestId);
  const [refusing, setRefusing] = useState<string | null>(null);
  const move = { number: view.number, version: view.version };
  const typed = useTyped(
    PREFIX,
    {
      receivedFen: formatFen(payment.amountFen),
      receivedOn: payment.paidOn as string,
      bankReference: payment.serialNumber,
    },
    (fields) => receipt.safeParse({ ...fields, receivedFen: parseYuan(fields.receivedFen) }),
  );
  const confirm = useMutation({ ...trpc.payment.confirm.mutationOptions(), onSuccess: applicationMoved });
  const refuse = useMutation({ ...trpc.payment.refuse.mutationOptions(), onSuccess: applicationMoved });
  return (
    <form
      className="act-card"
      style={{ padding: 0 }}
      aria-label="到账"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const input = typed.read();
        if (input && !confirm.isPending) confirm.mutate({ ...input, requestId, ...move });
      }}
    >
      <div className="act-fields">
        <TypedField form={typed} name="receivedFen" label="到账金额（元）" inputMode="decimal" />
        <Field id={`${PREFIX}-receivedOn`} label="到账日期" error={typed.wrong.receivedOn}>
          <DayPicker
            id={`${PREFIX}-receivedOn`}
            value={typed.fields.receivedOn || null}
            wrong={typed.wrong.receivedOn !== undefined}
            onChange={(day) => typed.set('receivedOn', day ?? '')}
          />
        </Field>
        <TypedField form={typed} name="bankReference" label="银行回单号" />
      </div>
      {confirm.error && <NoticeBox tone="error">{refusalOf(confirm.error).sentence}</NoticeBox>}
      <div className="act-buttons">
        <Button size="large" type="primary" htmlType="submit" loading={confirm.isPending}>
          确认收款
        </Button>
        <Button size="large" onClick={() => setRefusing(newRequestId())}>
          退回划款信息
        </Button>
      </div>
      {refusing && (
        <ReasonDialog
          title="退回划款信息？"
          confirmLabel="退回划款信息"
          cancelLabel="先不退回"
          busy={refuse.isPending}
          hint="单位会看到这句话，写清楚哪里对不上"
          refusal={refuse.error ? refusalOf(refuse.error).sentence : undefined}
          onConfirm={(reason) => refuse.mutate({ requestId: refusing, ...move, reason })}
          onCancel={() => {
            refuse.reset();
            setRefusing(null);
          }}
        >
          申请回到“待缴费”，缴费通知书仍然有效，单位可以重新填写。
        </ReasonDialog>
      )}
    </form>
  );
}
