import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { FileCheck2, Upload } from 'lucide-react';
import { useRef } from 'react';
import { NoticeBox } from '../ui/notice-box.tsx';
import './paper-upload.css';
import { FileInput } from '../ui/file-input.tsx';
import { refusalOf } from './refusal.ts';

export interface Paper {
  readonly paperId: string;
  readonly name: string;
}

interface PaperUploadProps {
  /** Of the button, as the manual names it. */
  label: string;
  address: string;
  accept: readonly string[];
  hint: string;
  paper: Paper | null;
  /** What is missing, after the form was sent without it. */
  wrong?: string | undefined;
  onPaper: (paper: Paper) => void;
}

/** Sends a paper before the form that names it; a new one takes the place of the old. */
export function PaperUpload({ label, address, accept, hint, paper, wrong, onPaper }: PaperUploadProps) {
  const input = useRef<HTMLInputElement>(null);
  const send = useMutation({
    mutationFn: async (file: File): Promise<Paper> => {
      const body = new FormData();
      body.append('file', file);
      const answer = await fetch(address, { method: 'POST', body });
      if (!answer.ok) throw await answer.json().catch(() => ({}));
      return (await answer.json()) as Paper;
    },
    onSuccess: onPaper,
  });
  return (
    <div className="paper-upload">
      <div className="paper-upload-line">
        <Button
          size="large"
          loading={send.isPending}
          icon={<Upload aria-hidden="true" />}
          onClick={() => input.current?.click()}
        >
          {label}
        </Button>
        {paper ? (
          <p className="paper-name" role="status">
            <FileCheck2 aria-hidden="true" />
            {paper.name}
            <span className="visually-hidden">已上传</span>
          </p>
        ) : (
          <p className="small muted">{hint}</p>
        )}
      </div>
      <FileInput
        ref={input}
        label={`${label.replace(/^上传/, '')}文件`}
        accept={accept.join(',')}
        onFile={(file) => send.mutate(file)}
      />
      {send.error && <NoticeBox tone="error">{refusalOf(send.error).sentence}</NoticeBox>}
      {wrong && !paper && !send.error && <NoticeBox tone="error">{wrong}</NoticeBox>}
    </div>
  );
}

/** What a scan or a photograph is. */
export const SCANS = ['.pdf', '.jpg', '.jpeg', '.png', 'application/pdf', 'image/jpeg', 'image/png'];
