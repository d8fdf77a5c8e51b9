import { type InvoicePage, saveInvoiceRequestInput } from '@huzhu/domain/invoice/invoice.schema';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { trpc } from '../app/trpc.ts';
import '../ui/act-card.css';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { TypedField } from '../ui/typed-field.tsx';
import { useTyped } from '../ui/use-typed.ts';
import { invoiceChanged } from './invoice-changed.ts';
import { InvoiceTypeField } from './invoice-fields.tsx';

const rule = saveInvoiceRequestInput.omit({ requestId: true, number: true });

/** 【添加发票信息】: what the invoice shall state. */
export function InvoiceForm({ page, onClose }: { page: InvoicePage; onClose: () => void }) {
  const id = useId();
  const [requestId, setRequestId] = useState(newRequestId);
  const { request, unit } = page;
  const typed = useTyped(
    'invoice',
    {
      title: request?.title ?? unit.name,
      creditCode: request?.creditCode ?? unit.creditCode ?? '',
      email: request?.email ?? '',
      phone: request?.phone ?? '',
      type: (request?.type ?? 'ordinary') as string,
      remark: request?.remark ?? '',
    },
    (fields) => rule.safeParse(fields),
  );
  const save = useMutation({
    ...trpc.invoice.saveRequest.mutationOptions(),
    onSuccess: async (next) => {
      await invoiceChanged(next);
      onClose();
    },
    // The same words again are the same request; other words are another.
    onError: () => setRequestId(newRequestId()),
  });
  const send = () => {
    const input = typed.read();
    if (input && !save.isPending) save.mutate({ ...input, requestId, number: page.number });
  };
  return (
    <ConfirmDialog
      open
      title="发票信息"
      confirmLabel="保存发票信息"
      cancelLabel="先不填写"
      busy={save.isPending}
      onConfirm={send}
      onCancel={onClose}
    >
      <form
        id={id}
        className="act-fields"
        aria-label="发票信息"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TypedField
          form={typed}
          name="title"
          label="发票抬头"
          hint={typed.fields.title === unit.name ? undefined : '与参保单位不同，可以开具，财务会再核对一次'}
        />
        <TypedField form={typed} name="creditCode" label="统一社会信用代码" />
        <TypedField form={typed} name="email" label="邮箱" hint="发票开好后寄到这里，系统里也能下载" />
        <TypedField form={typed} name="phone" label="联系电话" aside={<OptionalMark />} inputMode="tel" />
        <InvoiceTypeField id="invoice-type" value={typed.fields.type} onChange={(type) => typed.set('type', type)} />
        <TypedField form={typed} name="remark" label="备注" aside={<OptionalMark />} hint="印在发票备注栏" />
        <button type="submit" hidden />
      </form>
      {save.error && <NoticeBox tone="error">{refusalOf(save.error).sentence}</NoticeBox>}
    </ConfirmDialog>
  );
}

const OptionalMark = () => <span className="small muted">选填</span>;
