import type { Ref } from 'react';

/** What a workbook is. */
export const WORKBOOK = '.xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The file dialog behind a button of ours, which presses it by its ref. The same file may be chosen again after it was set right. */
export function FileInput(props: {
  ref: Ref<HTMLInputElement>;
  label: string;
  accept: string;
  onFile: (file: File) => void;
}) {
  return (
    <input
      ref={props.ref}
      className="visually-hidden"
      type="file"
      tabIndex={-1}
      aria-label={props.label}
      accept={props.accept}
      onChange={(event) => {
        const file = event.target.files?.[0];
        event.target.value = '';
        if (file) props.onFile(file);
      }}
    />
  );
}
