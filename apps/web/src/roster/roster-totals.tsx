import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import './roster-totals.css';
import type { Roster } from './use-roster-status.ts';

const count = (value: number) => value.toLocaleString('en-US');

/** 全部, 没有问题, 错误, 提醒 and how they share the list. @param bar leave the bar out where it would not fit */
export function RosterTotals({ roster, bar }: { roster: Roster; bar: boolean }) {
  const { rows, clean, errorRows, warningRows } = roster.counts;
  // A row with an error and a note counts in both; the bar shows it as an error.
  const noted = Math.max(0, rows - clean - errorRows);
  return (
    <div className="roster-totals" role="status" aria-label="名单检查结果">
      <p>
        全部 <b>{count(rows)}</b> <span className="small muted">行</span>
      </p>
      <p className="figure-good">
        <CircleCheck aria-hidden="true" />
        没有问题 <b>{count(clean)}</b> <span className="small muted">行</span>
      </p>
      <p className={errorRows > 0 ? 'figure-bad' : 'figure-none'}>
        <CircleX aria-hidden="true" />
        错误 <b>{count(errorRows)}</b> <span className="small muted">行</span>
      </p>
      <p className={warningRows > 0 ? 'figure-note' : 'figure-none'}>
        <TriangleAlert aria-hidden="true" />
        提醒 <b>{count(warningRows)}</b> <span className="small muted">行</span>
      </p>
      {bar && rows > 0 && (
        <span className="totals-bar" aria-hidden="true">
          {clean > 0 && <i className="bar-good" style={{ flexGrow: clean }} />}
          {errorRows > 0 && <i className="bar-bad" style={{ flexGrow: errorRows }} />}
          {noted > 0 && <i className="bar-note" style={{ flexGrow: noted }} />}
        </span>
      )}
    </div>
  );
}
