import { formatYuan } from '@huzhu/domain/money/money';
import type { ReceiptView } from '@huzhu/domain/receipt/receipt.schema';
import { useMutation } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { api, queryClient, trpc } from '../app/trpc.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Field } from '../ui/field.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { ReasonDialog } from '../ui/reason-dialog.tsx';

type Act = 'claim' | 'other' | 'refund' | 'setAside';

/** What finance may do about a receipt: confirm what it matches, name the applications by hand, send it back, set it aside. */
export function ReceiptActs({ item }: { item: ReceiptView }) {
  const [asked, setAsked] = useState<{ act: Act; requestId: string } | null>(null);
  const settle = {
    onSuccess: async () => {
      setAsked(null);
      await queryClient.invalidateQueries();
    },
  };
  const claim = useMutation({ ...trpc.receipt.claim.mutationOptions(), ...settle });
  const refund = useMutation({ ...trpc.receipt.refund.mutationOptions(), ...settle });
  const setAside = useMutation({ ...trpc.receipt.setAside.mutationOptions(), ...settle });
  const reopen = useMutation({ ...trpc.receipt.reopen.mutationOptions(), ...settle });
  const open = (act: Act) => {
    for (const each of [claim, refund, setAside]) each.reset();
    setAsked({ act, requestId: newRequestId() });
  };
  const described = `receipt-${item.id}`;
  if (item.state === 'settled') return null;
  if (item.state === 'set_aside') {
    return (
      <button
        type="button"
        className="row-link"
        aria-describedby={described}
        onClick={() => reopen.mutate({ requestId: newRequestId(), receiptId: item.id })}
      >
        恢复未认领
      </button>
    );
  }
  const targets = item.match?.targets ?? [];
  const ended = targets.find((target) => target.voided);
  const confirmable =
    targets.length > 0 && targets.every((target) => target.state === 'pending_verification' && !target.voided);
  const close = () => setAsked(null);
  return (
    <span className="receipt-acts">
      {confirmable && (
        <button type="button" className="row-button" aria-describedby={described} onClick={() => open('claim')}>
          确认收款
        </button>
      )}
      {ended && (
        <button type="button" className="row-button" aria-describedby={described} onClick={() => open('refund')}>
          转退款
        </button>
      )}
      <button type="button" className="row-link" aria-describedby={described} onClick={() => open('other')}>
        指定申请
      </button>
      <button type="button" className="row-link" aria-describedby={described} onClick={() => open('setAside')}>
        另行处理
      </button>
      <ConfirmDialog
        open={asked?.act === 'claim'}
        title="确认收款？"
        confirmLabel="确认收款"
        cancelLabel="先不确认"
        busy={claim.isPending}
        onConfirm={() =>
          asked &&
          claim.mutate({
            requestId: asked.requestId,
            receiptIds: [item.id],
            applications: targets.map(({ applicationNumber, version }) => ({ number: applicationNumber, version })),
          })
        }
        onCancel={close}
      >
        <p>{`${item.payerName} ${formatYuan(item.leftFen)}，${item.match?.reasons.join('，') ?? ''}。`}</p>
        {targets.map((target) => (
          <p
            key={target.noticeNumber}
          >{`${target.unitName}，${target.applicationNumber}，应缴 ${formatYuan(target.totalFen)}`}</p>
        ))}
        {claim.error && <NoticeBox tone="error">{refusalOf(claim.error).sentence}</NoticeBox>}
      </ConfirmDialog>
      {asked?.act === 'other' && (
        <NameApplications
          item={item}
          busy={claim.isPending}
          refusal={claim.error ? refusalOf(claim.error).sentence : undefined}
          onConfirm={(applications) =>
            claim.mutate({ requestId: asked.requestId, receiptIds: [item.id], applications })
          }
          onCancel={close}
        />
      )}
      {asked?.act === 'refund' && ended && (
        <ReasonDialog
          title="把这笔款转为退款？"
          confirmLabel="转退款"
          cancelLabel="先不退"
          busy={refund.isPending}
          hint="写明为什么退，单位会看到"
          proposal="通知书作废后到账"
          refusal={refund.error ? refusalOf(refund.error).sentence : undefined}
          onConfirm={(reason) =>
            refund.mutate({ requestId: asked.requestId, receiptId: item.id, number: ended.applicationNumber, reason })
          }
          onCancel={close}
        >
          {`${ended.unitName}的 ${ended.applicationNumber} 已经终结。退款要由另一位财务复核；如果要继续办理，请互助会管理员先恢复这份申请。`}
        </ReasonDialog>
      )}
      {asked?.act === 'setAside' && (
        <ReasonDialog
          title="这笔款另行处理？"
          confirmLabel="另行处理"
          cancelLabel="先不处理"
          busy={setAside.isPending}
          hint="例如利息、退汇、其他业务的款项"
          refusal={setAside.error ? refusalOf(setAside.error).sentence : undefined}
          onConfirm={(reason) => setAside.mutate({ requestId: asked.requestId, receiptId: item.id, reason })}
          onCancel={close}
        >
          不再列在未认领里，随时可以恢复。
        </ReasonDialog>
      )}
    </span>
  );
}

/** Applications that the matching did not find, by their numbers. */
function NameApplications(props: {
  item: ReceiptView;
  busy: boolean;
  refusal: string | undefined;
  onConfirm: (applications: { number: string; version: number }[]) => void;
  onCancel: () => void;
}) {
  const [numbers, setNumbers] = useState('');
  const look = useMutation({
    mutationFn: async () => {
      const wanted = numbers.toUpperCase().match(/[A-Z]{2}\d{8}-\d{4,8}[0-9A-Z]/g) ?? [];
      if (wanted.length === 0) throw { code: 'INPUT_INVALID', sentence: '请填写申请编号，例如 CB20261128-0001K' };
      return Promise.all([...new Set(wanted)].map((number) => api.application.get.query({ number })));
    },
    onSuccess: (views) => props.onConfirm(views.map(({ number, version }) => ({ number, version }))),
  });
  const wrong = look.error ? refusalOf(look.error).sentence : props.refusal;
  return (
    <ConfirmDialog
      open
      title="这笔款是哪份申请的？"
      confirmLabel="确认收款"
      cancelLabel="先不确认"
      busy={look.isPending || props.busy}
      onConfirm={() => look.mutate()}
      onCancel={props.onCancel}
    >
      <p>{`${props.item.payerName} ${formatYuan(props.item.leftFen)}，到账 ${props.item.receivedOn}`}</p>
      <Field
        id="receipt-numbers"
        label="申请编号"
        hint="一笔款付几份通知书的，用空格或逗号隔开；单位要先填写划款信息"
        error={undefined}
      >
        <Input
          id="receipt-numbers"
          size="large"
          autoComplete="off"
          value={numbers}
          onChange={(event) => setNumbers(event.target.value)}
        />
      </Field>
      {wrong && <NoticeBox tone="error">{wrong}</NoticeBox>}
    </ConfirmDialog>
  );
}
