import { Input } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { Field } from './field.tsx';
import { NoticeBox } from './notice-box.tsx';
import './reason-dialog.css';

interface ReasonDialogProps {
  title: string;
  /** What happens next. */
  children: ReactNode;
  confirmLabel: string;
  cancelLabel: string;
  danger?: boolean;
  busy: boolean;
  /** Who reads it. */
  hint: string;
  /** More that is asked for, above the reason. */
  fields?: ReactNode;
  /** Stands in the field from the beginning. */
  proposal?: string;
  /** The sentence of what was refused. */
  refusal: string | undefined;
  onConfirm: (reason: string) => void;
  onCancel: () => void;
}

/** Asks why before it acts. It is there while it is open: the next one begins empty. */
export function ReasonDialog({
  children,
  fields,
  hint,
  proposal = '',
  refusal,
  onConfirm,
  onCancel,
  ...dialog
}: ReasonDialogProps) {
  const id = useId();
  const [reason, setReason] = useState(proposal);
  const [missing, setMissing] = useState(false);
  return (
    <ConfirmDialog
      {...dialog}
      open
      onCancel={onCancel}
      onConfirm={() => {
        const short = reason.trim().length < 2;
        setMissing(short);
        if (!short) onConfirm(reason.trim());
      }}
    >
      <div className="reason-dialog">
        <p>{children}</p>
        {fields}
        <Field id={id} label="原因" hint={hint} error={missing ? '请写明原因，至少两个字' : undefined}>
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={200}
            value={reason}
            aria-invalid={missing}
            aria-describedby={missing ? `${id}-error` : `${id}-hint`}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        {refusal && <NoticeBox tone="error">{refusal}</NoticeBox>}
      </div>
    </ConfirmDialog>
  );
}
