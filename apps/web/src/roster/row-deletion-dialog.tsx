import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import type { RowDeletion } from './use-row-deletion.ts';

export function RowDeletionDialog({ deletion }: { deletion: RowDeletion }) {
  const count = deletion.asked?.rowNumbers.length ?? 0;
  const one = deletion.asked?.name;
  return (
    <ConfirmDialog
      open={deletion.asked !== null}
      title={one ? '从名单里删除这一行？' : `从名单里删除 ${count} 行？`}
      confirmLabel={one ? '删除这一行' : `删除 ${count} 行`}
      cancelLabel="先不删除"
      danger
      busy={deletion.busy}
      onConfirm={deletion.confirm}
      onCancel={deletion.cancel}
    >
      <p>
        {one ? `第 ${deletion.asked?.rowNumbers[0]} 行，${one}。` : `第 ${preview(deletion.asked?.rowNumbers)} 行。`}
        删除后不再参保；删错了可以马上撤销。
      </p>
      {deletion.sentence && <NoticeBox tone="error">{deletion.sentence}</NoticeBox>}
    </ConfirmDialog>
  );
}

function preview(rowNumbers: readonly number[] = []): string {
  const shown = rowNumbers.slice(0, 8).join('、');
  return rowNumbers.length > 8 ? `${shown} 等` : shown;
}
