import { INVOICE_TYPES, type InvoiceType } from '@huzhu/domain/invoice/invoice.schema';
import { Select } from 'antd';
import { Field } from '../ui/field.tsx';

const TYPES = (Object.entries(INVOICE_TYPES) as [InvoiceType, string][]).map(([value, label]) => ({ value, label }));

/** 发票类型. */
export function InvoiceTypeField({
  id,
  value,
  onChange,
}: {
  id: string;
  value: string;
  onChange: (type: InvoiceType) => void;
}) {
  return (
    <Field id={id} label="发票类型">
      <Select<InvoiceType>
        id={id}
        size="large"
        style={{ width: '100%' }}
        value={value as InvoiceType}
        options={TYPES}
        onChange={onChange}
      />
    </Field>
  );
}
