import { NoticeBox } from '../ui/notice-box.tsx';
import type { GroupedFixing } from './use-grouped-fix.ts';

/** 已改好 37 行。撤销 — and what was left as it is because somebody else was faster. */
export function FixNotice({ fixing }: { fixing: GroupedFixing }) {
  const { done } = fixing;
  const failed = fixing.sentence && fixing.open === null;
  if (!failed && !done) return null;
  const undo = (
    <button type="button" className="plain-button" disabled={fixing.busy} onClick={fixing.undo}>
      撤销
    </button>
  );
  return (
    <div className="roster-notice">
      {failed ? (
        <NoticeBox tone="error" action={done?.kind === 'fixed' ? undo : undefined}>
          {fixing.sentence}
        </NoticeBox>
      ) : (
        <NoticeBox tone="success" action={done?.kind === 'fixed' && done.fixed > 0 ? undo : undefined}>
          {done && sentencesOf(done)}
        </NoticeBox>
      )}
    </div>
  );
}

function sentencesOf(done: NonNullable<GroupedFixing['done']>): string {
  const rows = (count: number) => `${count.toLocaleString('en-US')} 行`;
  if (done.kind === 'undone') {
    const kept = done.kept > 0 ? `${rows(done.kept)}后来又改过或已删除，没有动。` : '';
    return `${done.restored > 0 ? `已恢复 ${rows(done.restored)}原来的内容。` : '没有可以恢复的行。'}${kept}`;
  }
  const wrong = done.stillWrong > 0 ? `，其中 ${rows(done.stillWrong)}还有错误` : '';
  const skipped = done.skipped > 0 ? `${rows(done.skipped)}刚刚被别人改过或删除，没有动。` : '';
  if (done.fixed === 0) return `没有修改。${skipped}`;
  return `${wrong ? '已修改' : '已改好'} ${rows(done.fixed)}${wrong}。${skipped}`;
}
