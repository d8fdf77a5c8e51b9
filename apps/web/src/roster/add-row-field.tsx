import { issueSentence, type RowIssue, severityOf } from '@huzhu/domain/roster/issue-codes';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { Input } from 'antd';
import { Field } from '../ui/field.tsx';

interface AddRowFieldProps {
  field: RosterField;
  label: string;
  choices: readonly string[] | undefined;
  value: string;
  placeholder: string | undefined;
  issue: RowIssue | undefined;
  onChange: (value: string) => void;
  onLeave: () => void;
}

export function AddRowField({ field, label, choices, value, placeholder, issue, onChange, onLeave }: AddRowFieldProps) {
  const id = `new-${field}`;
  const wrong = issue !== undefined && severityOf(issue.code) === 'error';
  const shared = {
    id,
    value,
    'aria-invalid': wrong,
    'aria-describedby': issue ? (wrong ? `${id}-error` : `${id}-hint`) : undefined,
    onBlur: onLeave,
  };
  return (
    <Field
      id={id}
      label={label}
      error={wrong ? issueSentence(issue) : undefined}
      hint={issue && !wrong ? issueSentence(issue) : undefined}
    >
      {choices ? (
        <select {...shared} className="add-row-select" onChange={(event) => onChange(event.target.value)}>
          <option value="">{field === 'sex' ? '按证件号码' : '请选择'}</option>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <Input
          {...shared}
          autoComplete="off"
          maxLength={500}
          status={wrong ? 'error' : ''}
          placeholder={placeholder}
          inputMode={field === 'phone' || field.startsWith('shares') ? 'numeric' : 'text'}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
