import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { Download } from 'lucide-react';
import { NoticeBox } from '../ui/notice-box.tsx';
import './download-button.css';
import { refusalOf } from './refusal.ts';
import { saveFile } from './save-file.ts';

interface DownloadButtonProps {
  label: string;
  address: string;
  fallbackName: string;
  /** `row`: beside the name of what it is, in a table; `card`: in a small card of its own. */
  look?: 'block' | 'text' | 'row' | 'card';
  /** What is asked for leaves a trace or has filters: sent as POST. */
  body?: object;
  describedBy?: string;
}

/** Saves a file; a refusal is a sentence beneath. */
export function DownloadButton({
  label,
  address,
  fallbackName,
  look = 'block',
  describedBy,
  body,
}: DownloadButtonProps) {
  const save = useMutation({ mutationFn: () => saveFile(address, fallbackName, body) });
  const refusal = save.error && refusalOf(save.error).sentence;
  return (
    <>
      {look === 'row' ? (
        <button type="button" className="row-link" aria-describedby={describedBy} onClick={() => save.mutate()}>
          {label}
        </button>
      ) : (
        <Button
          loading={save.isPending}
          {...(look === 'text'
            ? { type: 'link' as const, className: 'download-text' }
            : look === 'card'
              ? {}
              : { size: 'large' as const, color: 'primary' as const, variant: 'outlined' as const })}
          icon={<Download aria-hidden="true" />}
          onClick={() => save.mutate()}
        >
          {label}
        </Button>
      )}
      {refusal &&
        (look === 'block' || look === 'card' ? (
          <NoticeBox tone="error">{refusal}</NoticeBox>
        ) : (
          <span role="alert">{refusal}</span>
        ))}
    </>
  );
}
