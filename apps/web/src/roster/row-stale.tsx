import type { RosterRowView } from '@huzhu/domain/roster/roster.schema';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { useQuery } from '@tanstack/react-query';
import { trpc } from '../app/trpc.ts';
import { changedBy } from '../enrolment/changed-by.ts';
import { cellText } from './roster-columns.ts';

interface RowStaleProps {
  number: string;
  row: RosterRowView;
  field: RosterField;
  /** Takes the row as it stands now; what is typed stays in the open editor. */
  onLoad: () => void;
}

/** Somebody else saved this row first: who, what stands there now, and the way on. */
export function RowStale({ number, row, field, onLoad }: RowStaleProps) {
  const { rowNumber } = row;
  const change = useQuery({ ...trpc.application.lastChange.queryOptions({ number, rowNumber }), staleTime: 0 });
  const now = useQuery({
    ...trpc.roster.rowsByNumber.queryOptions({ number, rowNumbers: [rowNumber] }),
    staleTime: 0,
    gcTime: 0,
  });
  const latest = now.data?.[0];
  return (
    <p className="issue-line issue-error" role="alert">
      <span>
        {`第 ${rowNumber} 行刚刚被${changedBy(change.data ?? null)}改过，您填的内容还没有保存，仍在输入框里。`}
        {latest && (latest.deleted ? '这一行已被删除。' : `现在是“${cellText(latest, field) || '未填写'}”。`)}
      </span>
      <button
        type="button"
        className="remedy"
        // The editor keeps the focus: leaving it would save the old row once more.
        onMouseDown={(event) => event.preventDefault()}
        onClick={onLoad}
      >
        载入最新内容
      </button>
    </p>
  );
}
