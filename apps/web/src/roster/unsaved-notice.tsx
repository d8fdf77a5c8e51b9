import { NoticeBox } from '../ui/notice-box.tsx';
import { fieldLabel } from './roster-columns.ts';
import type { RowEditing } from './use-row-editing.ts';

/** A refused cell that the cursor has left: nothing that was typed gets lost because the answer came late. */
export function UnsavedNotice({ editing, onGo }: { editing: RowEditing; onGo: (rowNumber: number) => void }) {
  const left = editing.unsaved.find((cell) => cell !== editing.refused);
  if (!left) return null;
  const { rowNumber, field, value, refusal } = left;
  const why = refusal.code === 'STALE_VERSION' ? '这一行刚刚被别人改过。' : refusal.sentence;
  return (
    <div className="roster-notice">
      <NoticeBox
        tone="error"
        action={
          <button
            type="button"
            className="plain-button"
            onClick={() => {
              onGo(rowNumber);
              editing.open(rowNumber, field);
            }}
          >
            回到这一格
          </button>
        }
      >
        {`第 ${rowNumber} 行 · ${fieldLabel(field) ?? '这一格'} · 您填的“${value}”还没有保存。${why}`}
      </NoticeBox>
    </div>
  );
}
