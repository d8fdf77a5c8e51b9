import { Input } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Field } from '../ui/field.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';

interface ReasonDialogProps {
  title: string;
  /** What happens next. */
  children: ReactNode;
  confirmLabel: string;
  cancelLabel: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  onConfirm: (reason: string) => void;
  onCancel: () => void;
}

/** Asks why before it acts; the reason stands in 操作记录. It is there while it is open: the next one begins empty. */
export function ReasonDialog({ children, error, onConfirm, onCancel, ...dialog }: ReasonDialogProps) {
  const id = useId();
  const [reason, setReason] = useState('');
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
      <div className="desk-dialog">
        <p>{children}</p>
        <Field
          id={id}
          label="原因"
          hint="会记在操作记录里，不要写个人信息"
          error={missing ? '请写明原因，至少两个字' : undefined}
        >
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
        {Boolean(error) && <NoticeBox tone="error">{refusalOf(error).sentence}</NoticeBox>}
      </div>
    </ConfirmDialog>
  );
}
