import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { DOCUMENT_TYPES } from '@huzhu/domain/person/document-type';
import { issueSentence, severityOf } from '@huzhu/domain/roster/issue-codes';
import type { RosterRowView } from '@huzhu/domain/roster/roster.schema';
import { ROSTER_FIELD_LABELS, type RosterField } from '@huzhu/domain/roster/roster-field';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { type FormEvent, useRef, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { NoticeBox } from '../ui/notice-box.tsx';
import { AddRowField } from './add-row-field.tsx';
import './add-row-dialog.css';
import { checkTyped } from './check-typed.ts';
import { rosterColumns } from './roster-columns.ts';
import { keepRosterStatus, rosterRowsKey } from './use-roster-status.ts';

interface AddRowDialogProps {
  view: ApplicationView;
  onClose: () => void;
  onAdded: (row: RosterRowView) => void;
}

type Values = Partial<Record<RosterField, string>>;

const BLANK: Values = { documentType: DOCUMENT_TYPES.resident_id };

/** 新增一人: the same rules as for the file, said while the person is typed. */
export function AddRowDialog({ view, onClose, onAdded }: AddRowDialogProps) {
  const [values, setValues] = useState<Values>(BLANK);
  const [left, setLeft] = useState<ReadonlySet<RosterField>>(new Set());
  const [tried, setTried] = useState(false);
  const attempt = useRef({ body: '', requestId: '' });
  const plans = useQuery({ ...trpc.plan.offered.queryOptions(), staleTime: 60_000 });
  const add = useMutation({
    ...trpc.roster.add.mutationOptions(),
    onSuccess: (result) => {
      keepRosterStatus(view.number, result.status);
      void queryClient.invalidateQueries({ queryKey: rosterRowsKey(view.number) });
      onAdded(result.row);
    },
  });
  const issues = plans.data ? checkTyped(view, plans.data, values) : [];
  const errors = issues.filter((issue) => severityOf(issue.code) === 'error');
  const fields: readonly { field: RosterField; label: string; choices?: readonly string[] }[] = [
    ...rosterColumns(view.plans),
    { field: 'hireDate', label: ROSTER_FIELD_LABELS.hireDate },
    { field: 'note', label: ROSTER_FIELD_LABELS.note },
  ];
  const sayOf = (field: RosterField) => {
    if (!tried && !left.has(field)) return undefined;
    // Nobody is told that a field is empty before the whole form was sent.
    return issues.find((issue) => issue.field === field && (tried || values[field]));
  };

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    const [first] = errors;
    if (first) return document.getElementById(`new-${first.field}`)?.focus();
    const body = JSON.stringify(values);
    if (attempt.current.body !== body) attempt.current = { body, requestId: newRequestId() };
    add.mutate({ requestId: attempt.current.requestId, number: view.number, values });
  }

  return (
    <Modal
      open
      centered
      title="新增一人"
      width="min(46rem, calc(100vw - 2rem))"
      // A press that slips beside the form must not throw away what was typed.
      mask={{ closable: false }}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          先不新增
        </Button>,
        <Button key="add" type="primary" htmlType="submit" form="add-row" loading={add.isPending}>
          加入名单
        </Button>,
      ]}
    >
      <form id="add-row" className="add-row" noValidate onSubmit={submit}>
        {fields.map(({ field, label, choices }) => (
          <AddRowField
            key={field}
            field={field}
            label={label}
            choices={choices}
            value={values[field] ?? ''}
            placeholder={placeholderOf(view, field)}
            issue={sayOf(field)}
            onChange={(value) => setValues((old) => ({ ...old, [field]: value }))}
            onLeave={() => setLeft((old) => new Set(old).add(field))}
          />
        ))}
      </form>
      {issues
        .filter((issue) => issue.field === 'row' && tried)
        .map((issue) => (
          <NoticeBox key={issue.code} tone="error">
            {issueSentence(issue)}
          </NoticeBox>
        ))}
      {add.error && <NoticeBox tone="error">{refusalOf(add.error).sentence}</NoticeBox>}
    </Modal>
  );
}

/** A blank 份数 is the number chosen for the plan. */
function placeholderOf(view: ApplicationView, field: RosterField): string | undefined {
  if (!field.startsWith('shares')) return undefined;
  const plan = view.plans.find((line) => field === 'shares' || field === `shares:${line.code}`);
  return plan && `${plan.shares}`;
}
