import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { Button } from 'antd';
import { NoticeBox } from '../ui/notice-box.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { type Merge, useMerge } from './use-merge.ts';
import type { Roster } from './use-roster-status.ts';

interface RosterMergeProps {
  view: ApplicationView;
  /** The 批注名单 that waits to be merged. */
  setback: Roster['setback'];
}

/** Says that a 批注名单 waits, shows its differences, and what the merge did. */
export function RosterMerge({ view, setback }: RosterMergeProps) {
  const merge = useMerge(view.number, setback?.importId ?? null);
  return (
    <>
      <MergeDone merge={merge} />
      {setback && (
        <NoticeBox
          tone="info"
          action={
            <Button size="small" color="primary" variant="outlined" onClick={merge.ask}>
              核对差异
            </Button>
          }
        >
          <b>{`${setback.fileName}　`}</b>
          是批注名单，还没有并入，现有名单没有变。
        </NoticeBox>
      )}
      {setback && merge.open && <MergeDialog view={view} importId={setback.importId} merge={merge} />}
    </>
  );
}

/** 已并入：修改 5 行，新增 1 行。撤销 */
function MergeDone({ merge }: { merge: Merge }) {
  const { done, sentence } = merge;
  const failed = sentence !== null && !merge.open;
  if (!failed && !done) return null;
  const undone = done?.kind === 'merged' && done.changed + done.added + done.removed > 0;
  const undo = undone ? (
    <button type="button" className="plain-button" disabled={merge.busy} onClick={merge.undo}>
      撤销
    </button>
  ) : undefined;
  return (
    <NoticeBox tone={failed ? 'error' : 'success'} action={undo}>
      {failed ? sentence : done && sentenceOf(done)}
    </NoticeBox>
  );
}

const rows = (count: number) => `${count.toLocaleString('en-US')} 行`;

function sentenceOf(done: NonNullable<Merge['done']>): string {
  if (done.kind === 'undone') {
    const kept = done.kept > 0 ? `${rows(done.kept)}后来又改过或已删除，没有动。` : '';
    return `${done.restored > 0 ? `已撤销，${rows(done.restored)}恢复原样。` : '没有可以恢复的行。'}${kept}`;
  }
  const acts = [
    ['修改', done.changed],
    ['新增', done.added],
    ['删除', done.removed],
  ] as const;
  const what = acts.flatMap(([word, count]) => (count > 0 ? [`${word} ${rows(count)}`] : []));
  const wrong = done.stillWrong > 0 ? `其中 ${rows(done.stillWrong)}还有错误。` : '';
  const skipped = done.skipped > 0 ? `${rows(done.skipped)}刚刚被别人改过或删除，没有动。` : '';
  return `${what.length > 0 ? `已并入批注名单：${what.join('，')}。` : '没有需要并入的修改。'}${wrong}${skipped}`;
}
