import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import type { RowDeletion } from './use-row-deletion.ts';

export function RowDeletionDialog({ deletion }: { deletion: RowDeletion }) {
  const { asked } = deletion;
  const one = asked?.kind === 'rows' ? asked.name : null;
  const count = asked?.kind === 'matching' ? asked.total : (asked?.rowNumbers.length ?? 0);
  const rows = count.toLocaleString('en-US');
  return (
    <ConfirmDialog
      open={asked !== null}
      title={one ? '从名单里删除这一行？' : `从名单里删除 ${rows} 行？`}
      confirmLabel={one ? '删除这一行' : `删除 ${rows} 行`}
      cancelLabel="先不删除"
      danger
      busy={deletion.busy}
      onConfirm={deletion.confirm}
      onCancel={deletion.cancel}
    >
      <p>
        {asked?.kind === 'matching'
          ? `全部筛选结果，共 ${rows} 行。`
          : one
            ? `第 ${asked?.rowNumbers[0]} 行，${one}。`
            : `第 ${preview(asked?.rowNumbers)} 行。`}
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
