import { NoticeBox } from '../ui/notice-box.tsx';
import type { Pasting } from './use-paste.ts';

/** 已新增 12 人。撤销 — and what was left as it is because somebody else was faster. */
export function PasteNotice({ paste }: { paste: Pasting }) {
  const { done, sentence } = paste;
  const failed = sentence !== null && paste.open === null;
  if (!failed && !done) return null;
  const undoable = done?.kind === 'pasted' && done.added.length + done.changed > 0;
  return (
    <div className="roster-notice">
      <NoticeBox
        tone={failed ? 'error' : 'success'}
        action={
          undoable && (
            <button type="button" className="plain-button" disabled={paste.busy} onClick={paste.undo}>
              撤销
            </button>
          )
        }
      >
        {failed ? sentence : done && sentencesOf(done)}
      </NoticeBox>
    </div>
  );
}

function sentencesOf(done: NonNullable<Pasting['done']>): string {
  const rows = (count: number) => `${count.toLocaleString('en-US')} 行`;
  if (done.kind === 'undone') {
    const back = done.ofAdded
      ? `已撤销，刚才新增的 ${rows(done.restored)}已删除。`
      : `已恢复 ${rows(done.restored)}原来的内容。`;
    const what = done.restored > 0 ? back : '没有可以撤销的行。';
    return done.kept > 0 ? `${what}${rows(done.kept)}后来又改过或已删除，没有动。` : what;
  }
  const skipped = done.skipped > 0 ? `${rows(done.skipped)}刚刚被别人改过或删除，没有动。` : '';
  if (done.added.length + done.changed === 0) return `名单没有变。${skipped}`;
  const what = done.added.length > 0 ? `已新增 ${rows(done.added.length)}` : `已修改 ${rows(done.changed)}`;
  const wrong = done.stillWrong > 0 ? `，其中 ${rows(done.stillWrong)}有错误，请在名单里改` : '';
  return `${what}${wrong}。${skipped}`;
}
