import { DOCUMENT_TYPES, type DocumentType } from '@huzhu/domain/person/document-type';
import type { CoverLine, PolicyView } from '@huzhu/domain/policy/policy.schema';
import { useMutation } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { Field } from '../ui/field.tsx';
import { ReasonDialog } from '../ui/reason-dialog.tsx';

const TYPES = Object.entries(DOCUMENT_TYPES) as [DocumentType, string][];

interface Props {
  policy: PolicyView;
  line: CoverLine;
  onClose: () => void;
}

/** 【更正】: name, telephone number or document type of one insured person; a reviewer decides. */
export function CorrectPerson({ policy, line, onClose }: Props) {
  const [requestId] = useState(newRequestId);
  const is = TYPES.find(([, word]) => word === line.documentType)?.[0];
  const [form, setForm] = useState({ name: line.name, phone: '', documentType: is });
  const ask = useMutation({
    ...trpc.policyChange.correct.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries(trpc.policyChange.pathFilter());
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={`更正 ${line.name} 的资料？`}
      confirmLabel="提交更正"
      cancelLabel="先不更正"
      busy={ask.isPending}
      hint="互助会审核时会看到，例如：身份证上的姓名是这个字"
      refusal={ask.error ? refusalOf(ask.error).sentence : undefined}
      onCancel={onClose}
      onConfirm={(reason) =>
        ask.mutate({
          requestId: ask.error ? newRequestId() : requestId,
          policyNumber: policy.number,
          line: line.id,
          reason,
          ...(form.name.trim() !== line.name && { name: form.name }),
          ...(form.phone.trim() !== '' && { phone: form.phone }),
          ...(form.documentType !== is && { documentType: form.documentType }),
        })
      }
      fields={
        <>
          <Field id="correct-name" label="姓名">
            <Input
              id="correct-name"
              maxLength={50}
              value={form.name}
              onChange={(event) => setForm({ ...form, name: event.target.value })}
            />
          </Field>
          <Field id="correct-phone" label="手机号码" hint="不填就不改">
            <Input
              id="correct-phone"
              type="tel"
              maxLength={20}
              value={form.phone}
              onChange={(event) => setForm({ ...form, phone: event.target.value })}
            />
          </Field>
          <Field id="correct-type" label="证件类型">
            <Select
              id="correct-type"
              style={{ width: '100%' }}
              value={form.documentType}
              options={TYPES.map(([value, label]) => ({ value, label }))}
              onChange={(documentType) => setForm({ ...form, documentType })}
            />
          </Field>
        </>
      }
    >
      {`${line.idMasked}。证件号码、份数和保障期间不能更正；审核通过后出具电子保全单，不涉及缴费。`}
    </ReasonDialog>
  );
}
