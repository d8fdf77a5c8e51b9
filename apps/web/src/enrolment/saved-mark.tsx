import { CloudCheck, CloudOff, CloudUpload } from 'lucide-react';
import { clockTime } from '../app/times.ts';

export type Saving = { kind: 'saved'; at: string } | { kind: 'saving' } | { kind: 'failed' } | { kind: 'none' };

/** 已保存 14:32: what the server has, not what the page hopes. */
export function SavedMark({ saving }: { saving: Saving }) {
  return (
    <span role="status" className="task-saved-slot">
      {saving.kind === 'saved' && (
        <span className="task-saved">
          <CloudCheck aria-hidden="true" />
          {`已保存 ${clockTime(saving.at)}`}
        </span>
      )}
      {saving.kind === 'saving' && (
        <span className="task-saved task-saved-waiting">
          <CloudUpload aria-hidden="true" />
          正在保存
        </span>
      )}
      {saving.kind === 'failed' && (
        <span className="task-saved task-saved-failed">
          <CloudOff aria-hidden="true" />
          还没有保存
        </span>
      )}
    </span>
  );
}
