import { ERROR_CODES, fillSentence } from '@huzhu/domain/error/error-codes';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { MAX_FILE_MB } from '../roster/use-upload.ts';

export interface LedgerUpload {
  readonly sending: boolean;
  /** Why the last file was not taken; what becomes of a file that was taken, the status tells. */
  readonly refused: string | null;
  readonly send: (file: File) => void;
  readonly refuse: (sentence: string | null) => void;
}

/** Sends a 社保台账. */
export function useLedgerUpload(number: string): LedgerUpload {
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);

  async function send(file: File) {
    setRefused(null);
    if (file.size > MAX_FILE_MB * 1024 * 1024) {
      return setRefused(fillSentence(ERROR_CODES.UPLOAD_TOO_LARGE.sentence, { limit: MAX_FILE_MB }));
    }
    setSending(true);
    try {
      const body = new FormData();
      body.append('file', file);
      const answer = await fetch(`/api/applications/${number}/ledger`, { method: 'POST', body });
      if (!answer.ok) throw await answer.json().catch(() => ({}));
      await queryClient.invalidateQueries(trpc.ledger.status.queryFilter({ number }));
    } catch (error) {
      setRefused(refusalOf(error).sentence);
    } finally {
      setSending(false);
    }
  }

  return { sending, refused, send: (file) => void send(file), refuse: setRefused };
}
