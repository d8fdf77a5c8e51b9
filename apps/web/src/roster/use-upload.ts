import { ERROR_CODES, fillSentence } from '@huzhu/domain/error/error-codes';
import type { ImportMode } from '@huzhu/domain/roster/roster.schema';
import { useRef, useState } from 'react';
import { type Refusal, refusalOf } from '../app/refusal.ts';
import { queryClient, trpc } from '../app/trpc.ts';

/** domain.md, Roster: limits *(config)*. Said before the upload; the server has the last word. */
export const MAX_FILE_MB = 64;

export type Upload =
  | { kind: 'idle' }
  | { kind: 'sending'; name: string; percent: number }
  | { kind: 'refused'; name: string; refusal: Refusal };

/** Sends a file by XMLHttpRequest, because fetch cannot tell how much has been sent. */
export function useUpload(number: string) {
  const [upload, setUpload] = useState<Upload>({ kind: 'idle' });
  const request = useRef<XMLHttpRequest | null>(null);

  function refuse(name: string, refusal: Refusal) {
    setUpload({ kind: 'refused', name, refusal });
  }

  function send(file: File, mode: ImportMode = 'replace') {
    if (file.size > MAX_FILE_MB * 1024 * 1024) {
      const sentence = fillSentence(ERROR_CODES.UPLOAD_TOO_LARGE.sentence, { limit: MAX_FILE_MB });
      return refuse(file.name, { code: 'UPLOAD_TOO_LARGE', sentence, requestId: null });
    }
    const xhr = new XMLHttpRequest();
    request.current = xhr;
    setUpload({ kind: 'sending', name: file.name, percent: 0 });
    xhr.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) {
        setUpload({ kind: 'sending', name: file.name, percent: Math.round((event.loaded / event.total) * 100) });
      }
    });
    xhr.addEventListener('load', () => {
      if (xhr.status < 200 || xhr.status >= 300) return refuse(file.name, refusalOf(parsed(xhr.responseText)));
      void queryClient
        .invalidateQueries(trpc.roster.status.queryFilter({ number }))
        .then(() => setUpload({ kind: 'idle' }));
    });
    xhr.addEventListener('error', () => {
      refuse(file.name, { code: 'UPLOAD_BROKEN', sentence: ERROR_CODES.UPLOAD_BROKEN.sentence, requestId: null });
    });
    xhr.addEventListener('abort', () => setUpload({ kind: 'idle' }));
    const body = new FormData();
    body.append('file', file);
    xhr.open('POST', `/api/applications/${number}/roster?mode=${mode}`);
    xhr.send(body);
  }

  return { upload, send, stop: () => request.current?.abort() };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
