import { NoticeBox } from '../ui/notice-box.tsx';
import type { RowDeletion } from './use-row-deletion.ts';

/** 已删除 3 行。撤销 — and, row by row, what somebody else had deleted before. */
export function DeletionNotice({ deletion }: { deletion: RowDeletion }) {
  const { done } = deletion;
  if (deletion.sentence && !deletion.asked) return <Line tone="error">{deletion.sentence}</Line>;
  if (!done) return null;
  const undo = (
    <button type="button" className="plain-button" disabled={deletion.busy} onClick={deletion.undo}>
      撤销
    </button>
  );
  const missed = done.missed.length;
  return (
    <Line tone="success" action={done.moved > 0 ? undo : undefined}>
      {done.moved === 0 ? '没有需要删除的行。' : `已删除 ${done.moved.toLocaleString('en-US')} 行。`}
      {missed > 0 && `第 ${done.missed.slice(0, 8).join('、')} 行${missed > 8 ? `等 ${missed} 行` : ''}之前已被删除。`}
    </Line>
  );
}

function Line(props: Parameters<typeof NoticeBox>[0]) {
  return (
    <div className="roster-notice">
      <NoticeBox {...props} />
    </div>
  );
}
