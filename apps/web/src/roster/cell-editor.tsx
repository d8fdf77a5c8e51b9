import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Then } from './use-row-editing.ts';

interface CellEditorProps {
  field: RosterField;
  /** 第 12 行 证件号码, for the screen reader. */
  label: string;
  start: string;
  placeholder?: string | undefined;
  choices?: readonly string[] | undefined;
  describedBy?: string | undefined;
  onDraft: (value: string) => void;
  onSave: (value: string, then: Then) => void;
  onCancel: () => void;
}

/** The one open editor. Enter during the composition of a word belongs to the input method, not to us. */
export function CellEditor(props: CellEditorProps) {
  const [value, setValue] = useState(props.start);
  const control = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const left = useRef(false);

  useEffect(() => {
    // The table brings the row into sight, with the sentence beneath it.
    control.current?.focus({ preventScroll: true });
    if (control.current instanceof HTMLInputElement) control.current.select();
  }, []);

  function change(next: string) {
    setValue(next);
    props.onDraft(next);
  }

  function leave(then: Then) {
    if (left.current) return;
    left.current = true;
    props.onSave(value, then);
    // A refused save leaves the editor open; the next key must count again.
    setTimeout(() => {
      left.current = false;
    }, 0);
  }

  function onKeyDown(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      leave('next-error');
    } else if (event.key === 'Tab') {
      event.preventDefault();
      leave(event.shiftKey ? 'previous-cell' : 'next-cell');
    } else if (event.key === 'Escape') {
      event.preventDefault();
      left.current = true;
      props.onCancel();
    }
  }

  const shared = {
    ref: control,
    className: 'cell-editor',
    'aria-label': props.label,
    'aria-describedby': props.describedBy,
    value,
    onKeyDown,
    onBlur: () => leave('stay'),
  };
  if (props.choices) {
    return (
      <select {...shared} onChange={(event) => change(event.target.value)}>
        {!props.choices.includes(value) && <option value={value}>{value || '请选择'}</option>}
        {props.choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  }
  return (
    <input
      {...shared}
      type="text"
      autoComplete="off"
      spellCheck={false}
      maxLength={500}
      placeholder={props.placeholder}
      inputMode={props.field === 'phone' || props.field.startsWith('shares') ? 'numeric' : 'text'}
      onChange={(event) => change(event.target.value)}
    />
  );
}
