import { formatYuan } from '@huzhu/domain/money/money';
import { proposeRefundInput, type RefundView, settleRefundInput } from '@huzhu/domain/refund/refund.schema';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import '../ui/act-card.css';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { DayPicker } from '../ui/day-picker.tsx';
import { Field } from '../ui/field.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { TypedField } from '../ui/typed-field.tsx';
import { useTyped } from '../ui/use-typed.ts';

const proposal = proposeRefundInput.omit({ requestId: true, refundNumber: true, version: true });
const arrival = settleRefundInput.omit({ requestId: true, refundNumber: true, version: true });
type Act = 'propose' | 'approve' | 'settle' | 'fail';

/** The next step of a refund, for whoever may take it. */
export function RefundActs({ item }: { item: RefundView }) {
  const [asked, setAsked] = useState<{ act: Act; requestId: string } | null>(null);
  const after = {
    onSuccess: async () => {
      setAsked(null);
      await queryClient.invalidateQueries(trpc.refund.pathFilter());
    },
  };
  const acts = {
    propose: useMutation({ ...trpc.refund.propose.mutationOptions(), ...after }),
    approve: useMutation({ ...trpc.refund.approve.mutationOptions(), ...after }),
    settle: useMutation({ ...trpc.refund.settle.mutationOptions(), ...after }),
    fail: useMutation({ ...trpc.refund.fail.mutationOptions(), ...after }),
    retry: useMutation({ ...trpc.refund.retry.mutationOptions(), ...after }),
  };
  const at = { refundNumber: item.number, version: item.version };
  const open = (act: Act) => {
    acts[act].reset();
    setAsked({ act, requestId: newRequestId() });
  };
  const close = () => setAsked(null);
  const error = asked ? acts[asked.act].error : acts.retry.error;
  const refusal = error ? refusalOf(error).sentence : undefined;
  const described = `refund-${item.number}`;
  return (
    <>
      <div className="act-buttons">
        {item.state === 'refund_pending' && item.payee && !item.own && (
          <Button
            size="large"
            color="primary"
            variant="outlined"
            aria-describedby={described}
            onClick={() => open('approve')}
          >
            同意退款
          </Button>
        )}
        {item.state === 'refund_pending' && (
          <Button size="large" aria-describedby={described} onClick={() => open('propose')}>
            {item.payee ? '修改退款账户' : '提出退款'}
          </Button>
        )}
        {item.state === 'refunding' && (
          <>
            <Button
              size="large"
              color="primary"
              variant="outlined"
              aria-describedby={described}
              onClick={() => open('settle')}
            >
              退款到账
            </Button>
            <Button size="large" aria-describedby={described} onClick={() => open('fail')}>
              退款失败
            </Button>
          </>
        )}
        {item.state === 'refund_failed' && (
          <Button
            size="large"
            aria-describedby={described}
            loading={acts.retry.isPending}
            onClick={() => acts.retry.mutate({ requestId: newRequestId(), ...at })}
          >
            再次退款
          </Button>
        )}
      </div>
      {item.state === 'refund_pending' && item.payee && item.own && (
        <p className="small muted">您已提出，等待另一位财务同意。</p>
      )}
      {!asked && refusal && <NoticeBox tone="error">{refusal}</NoticeBox>}
      {asked?.act === 'propose' && (
        <ProposeDialog
          item={item}
          busy={acts.propose.isPending}
          refusal={refusal}
          onConfirm={(input) => acts.propose.mutate({ requestId: asked.requestId, ...at, ...input })}
          onCancel={close}
        />
      )}
      <ConfirmDialog
        open={asked?.act === 'approve'}
        title="同意这笔退款？"
        confirmLabel="同意退款"
        cancelLabel="先不同意"
        busy={acts.approve.isPending}
        onConfirm={() => asked && acts.approve.mutate({ requestId: asked.requestId, ...at })}
        onCancel={close}
      >
        <p>{`${formatYuan(item.amountFen)} 退给 ${item.payee?.name ?? ''}，${item.payee?.bank ?? ''}，${item.payee?.accountMasked ?? ''}。`}</p>
        {refusal && <NoticeBox tone="error">{refusal}</NoticeBox>}
      </ConfirmDialog>
      {asked?.act === 'settle' && (
        <SettleDialog
          busy={acts.settle.isPending}
          refusal={refusal}
          onConfirm={(input) => acts.settle.mutate({ requestId: asked.requestId, ...at, ...input })}
          onCancel={close}
        />
      )}
      {asked?.act === 'fail' && (
        <ReasonDialog
          title="退款没有成功？"
          confirmLabel="退款失败"
          cancelLabel="先不登记"
          busy={acts.fail.isPending}
          hint="银行退回的原因"
          refusal={refusal}
          onConfirm={(reason) => acts.fail.mutate({ requestId: asked.requestId, ...at, reason })}
          onCancel={close}
        >
          登记后可以再次退款。
        </ReasonDialog>
      )}
    </>
  );
}

interface Asking<Input> {
  readonly busy: boolean;
  readonly refusal: string | undefined;
  onConfirm(input: Input): void;
  onCancel(): void;
}

/** A question with fields; confirmed only when what was typed can be read. */
function FieldsDialog<Input>(
  props: Asking<Input> & {
    read(): Input | undefined;
    title: string;
    confirmLabel: string;
    cancelLabel: string;
    children: ReactNode;
  },
) {
  return (
    <ConfirmDialog
      open
      title={props.title}
      confirmLabel={props.confirmLabel}
      cancelLabel={props.cancelLabel}
      busy={props.busy}
      onConfirm={() => {
        const input = props.read();
        if (input) props.onConfirm(input);
      }}
      onCancel={props.onCancel}
    >
      <div className="act-fields">{props.children}</div>
      {props.refusal && <NoticeBox tone="error">{props.refusal}</NoticeBox>}
    </ConfirmDialog>
  );
}

function ProposeDialog({ item, ...props }: Asking<ReturnType<typeof proposal.parse>> & { item: RefundView }) {
  const typed = useTyped(
    'refund',
    {
      payeeName: item.payee?.name ?? item.payer?.name ?? item.unitName,
      payeeBank: item.payee?.bank ?? item.payer?.bank ?? '',
      payeeAccount: '',
    },
    (fields) => proposal.safeParse(fields),
  );
  return (
    <FieldsDialog
      {...props}
      read={typed.read}
      title={`提出退款 ${formatYuan(item.amountFen)}`}
      confirmLabel="提出退款"
      cancelLabel="先不提出"
    >
      <TypedField form={typed} name="payeeName" label="收款户名" hint="一般退回原付款账户" />
      <TypedField form={typed} name="payeeBank" label="开户银行" />
      <TypedField form={typed} name="payeeAccount" label="收款账号" inputMode="numeric" />
    </FieldsDialog>
  );
}

function SettleDialog(props: Asking<ReturnType<typeof arrival.parse>>) {
  const typed = useTyped('arrival', { paidOn: '', bankReference: '' }, (fields) => arrival.safeParse(fields));
  return (
    <FieldsDialog {...props} read={typed.read} title="退款已经到账？" confirmLabel="退款到账" cancelLabel="先不登记">
      <Field id="arrival-paidOn" label="到账日期" error={typed.wrong.paidOn}>
        <DayPicker
          id="arrival-paidOn"
          value={typed.fields.paidOn || null}
          wrong={typed.wrong.paidOn !== undefined}
          onChange={(day) => typed.set('paidOn', day ?? '')}
        />
      </Field>
      <TypedField form={typed} name="bankReference" label="银行回单号" />
    </FieldsDialog>
  );
}
