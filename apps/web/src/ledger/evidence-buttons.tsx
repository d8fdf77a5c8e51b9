import { CURED_BY_EVIDENCE } from '@huzhu/domain/roster/issue-codes';
import type { IssueView, RosterRowView } from '@huzhu/domain/roster/roster.schema';
import { useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { saveFile } from '../app/save-file.ts';
import { rereadRow } from './reread-row.ts';

/** 【上传证明】 beside the sentence that it answers; afterwards the file can be looked at and taken away again. */
export function EvidenceButtons({ row, issue, readOnly }: { row: RosterRowView; issue: IssueView; readOnly: boolean }) {
  const { number = '' } = useParams({ strict: false });
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  if (!CURED_BY_EVIDENCE.includes(issue.code)) return null;
  const url = `/api/applications/${number}/rows/${row.rowNumber}/evidence`;
  const which = <span className="visually-hidden">{`第 ${row.rowNumber} 行`}</span>;

  async function act(work: () => Promise<void>) {
    setBusy(true);
    setRefused(null);
    try {
      await work();
    } catch (error) {
      setRefused(refusalOf(error).sentence);
    } finally {
      setBusy(false);
    }
  }

  async function send(method: 'POST' | 'DELETE', file?: File) {
    const body = new FormData();
    if (file) body.append('file', file);
    const answer = await fetch(url, file ? { method, body } : { method });
    if (!answer.ok) throw await answer.json().catch(() => ({}));
    await rereadRow(number, row.rowNumber);
  }

  return (
    <>
      {issue.severity === 'warning' && (
        <button type="button" className="remedy" disabled={busy} onClick={() => void act(() => saveFile(url, '证明'))}>
          查看证明{which}
        </button>
      )}
      {!readOnly && issue.severity === 'warning' && (
        <button type="button" className="remedy" disabled={busy} onClick={() => void act(() => send('DELETE'))}>
          移除证明{which}
        </button>
      )}
      {!readOnly && issue.severity === 'error' && (
        <>
          <button type="button" className="remedy" disabled={busy} onClick={() => input.current?.click()}>
            {busy ? '正在上传' : '上传证明'}
            {which}
          </button>
          <input
            ref={input}
            className="visually-hidden"
            type="file"
            tabIndex={-1}
            aria-label={`第 ${row.rowNumber} 行的证明文件`}
            accept=".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = '';
              if (file) void act(() => send('POST', file));
            }}
          />
        </>
      )}
      {refused && (
        <span className="issue-error" role="alert">
          {refused}
        </span>
      )}
    </>
  );
}
