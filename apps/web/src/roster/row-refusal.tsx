import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { trpc } from '../app/trpc.ts';
import { changedBy } from '../enrolment/changed-by.ts';
import { cellText } from './roster-columns.ts';
import type { RowEditing } from './use-row-editing.ts';
import type { Unsaved } from './use-row-saving.ts';

/** Beneath the open editor: why what stands in it was not saved. */
export function RowRefusal({ editing, refused }: { editing: RowEditing; refused: Unsaved }) {
  const { code, sentence } = refused.refusal;
  const place = useRef<HTMLDivElement>(null);
  // On a phone it may stand outside the window. No value is returned: new browsers give a promise.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={place}>
      {code === 'STALE_VERSION' || code === 'NOT_FOUND' ? (
        <RowStale editing={editing} refused={refused} />
      ) : (
        <p className="issue-line issue-error" role="alert">
          {sentence}
        </p>
      )}
    </div>
  );
}

/** Somebody else saved this row first: who, what stands there now, and both ways on. */
function RowStale({ editing, refused }: { editing: RowEditing; refused: Unsaved }) {
  const { number } = editing;
  const { rowNumber, field } = refused;
  const change = useQuery({
    ...trpc.application.lastChange.queryOptions({ number, rowNumber }),
    staleTime: 0,
    refetchOnMount: 'always',
  });
  const now = useQuery({
    ...trpc.roster.rowsByNumber.queryOptions({ number, rowNumbers: [rowNumber] }),
    staleTime: 0,
    gcTime: 0,
  });
  const latest = now.data?.[0];
  const gone = latest?.deleted === true;
  return (
    <div className="row-stale" role="alert">
      <p>
        {gone
          ? `第 ${rowNumber} 行刚刚被删除，您填的内容没有保存。`
          : `第 ${rowNumber} 行刚刚被${changedBy(change.data ?? null)}改过，您填的内容还没有保存，仍在输入框里。`}
        {latest && !gone && `这一格现在是“${cellText(latest, field) || '未填写'}”。`}
      </p>
      {/* The editor keeps the focus: leaving it would save over the old row once more. */}
      <button
        type="button"
        className="remedy"
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => void editing.reload(refused)}
      >
        载入最新内容
      </button>
      {!gone && (
        <button
          type="button"
          className="remedy"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => void editing.insist(refused)}
        >
          保存我填写的
        </button>
      )}
    </div>
  );
}
