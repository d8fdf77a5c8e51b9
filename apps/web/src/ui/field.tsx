import { CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import './field.css';

interface FieldProps {
  id: string;
  label: string;
  /** e.g. 选填, beside the label but not part of the name. */
  aside?: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  children: ReactNode;
}

/** A label above its control, with the hint or the error beneath. The control carries `id` and aria-describedby. */
export function Field({ id, label, aside, hint, error, children }: FieldProps) {
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      <div className="field-head">
        <label htmlFor={id}>{label}</label>
        {aside}
      </div>
      {children}
      {error ? (
        <p className="field-error" id={`${id}-error`} role="alert">
          <CircleX aria-hidden="true" />
          {error}
        </p>
      ) : (
        hint && (
          <p className="field-hint" id={`${id}-hint`}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}
