import { Button } from 'antd';
import { WandSparkles } from 'lucide-react';
import './collapse-card.css';
import type { Roster } from './use-roster-status.ts';
import type { RowDeletion } from './use-row-deletion.ts';

/** One cause with one sure answer: exactly equal rows of one person need to stand once only. */
export function CollapseCard({ roster, deletion }: { roster: Roster; deletion: RowDeletion }) {
  const rows = roster.causes.find((cause) => cause.code === 'ID_DUPLICATE_IN_FILE')?.rows ?? 0;
  if (rows === 0) return null;
  return (
    <section className="collapse-card" aria-label="合并重复的行">
      <WandSparkles aria-hidden="true" />
      <div>
        <b>{`${rows.toLocaleString('en-US')} 行与另一行完全相同，可以一次合并`}</b>
        <p className="small muted">每人保留第一行，其余删除，可撤销。</p>
      </div>
      <Button color="primary" variant="outlined" loading={deletion.busy} onClick={() => deletion.collapse()}>
        合并重复的行
      </Button>
    </section>
  );
}
