import { Button } from 'antd';
import type { Roster } from './use-roster-status.ts';
import type { RowDeletion } from './use-row-deletion.ts';
import { WandCard } from './wand-card.tsx';

/** One cause with one sure answer: exactly equal rows of one person need to stand once only. */
export function CollapseCard({ roster, deletion }: { roster: Roster; deletion: RowDeletion }) {
  const rows = roster.causes.find((cause) => cause.code === 'ID_DUPLICATE_IN_FILE')?.rows ?? 0;
  if (rows === 0) return null;
  return (
    <WandCard
      label="合并重复的行"
      title={`${rows.toLocaleString('en-US')} 行与另一行完全相同，可以一次合并`}
      about="每人保留第一行，其余删除，可撤销。"
      action={
        <Button color="primary" variant="outlined" loading={deletion.busy} onClick={() => deletion.collapse()}>
          合并重复的行
        </Button>
      }
    />
  );
}
