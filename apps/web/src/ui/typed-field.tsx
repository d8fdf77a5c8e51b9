import { Input } from 'antd';
import type { HTMLAttributes, ReactNode } from 'react';
import { Field } from './field.tsx';

/** A text field of a form of useTyped. */
export function TypedField<Name extends string>(props: {
  form: {
    readonly prefix: string;
    readonly fields: Readonly<Record<Name, string>>;
    readonly wrong: Readonly<Partial<Record<Name, string | undefined>>>;
    set(name: Name, value: string): void;
  };
  name: Name;
  label: string;
  aside?: ReactNode;
  hint?: ReactNode;
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  readOnly?: boolean;
}) {
  const { form, name, label, aside, hint, inputMode = 'text', readOnly = false } = props;
  const id = `${form.prefix}-${name}`;
  const wrong = form.wrong[name];
  return (
    <Field id={id} label={label} aside={aside} hint={hint} error={wrong}>
      <Input
        id={id}
        size="large"
        value={form.fields[name]}
        status={wrong ? 'error' : ''}
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong ? `${id}-error` : hint ? `${id}-hint` : undefined}
        autoComplete="off"
        inputMode={inputMode}
        readOnly={readOnly}
        onChange={(event) => form.set(name, event.target.value)}
      />
    </Field>
  );
}
