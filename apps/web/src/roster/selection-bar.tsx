import type { RosterRows } from './use-roster-rows.ts';
import { MOST_SELECTED, type RowSelection } from './use-row-selection.ts';

/** 已选 20 / 全部筛选结果 1,348: how the tick in the head reaches the rows that are not loaded. */
export function SelectionBar({ rows, selection }: { rows: RosterRows; selection: RowSelection }) {
  const { selected, all, setAll } = selection;
  if (!all && selected.size === 0) return null;
  const { total } = rows;
  const listed = rows.rows.length > 0 && rows.rows.every((row) => selected.has(row.rowNumber));
  const matching = total.toLocaleString('en-US');
  const more = all || (listed && selected.size < total);
  return (
    <p className="roster-notice small muted">
      <span role="status" id="roster-selected">
        {all
          ? `已选全部筛选结果 ${matching} 行。`
          : `已选 ${selected.size.toLocaleString('en-US')} / 全部筛选结果 ${matching} 行。`}
        {!all && selected.size > MOST_SELECTED && '一次最多删除 1,000 行。'}
      </span>
      {more && (
        <button type="button" className="plain-button" onClick={() => setAll(!all)}>
          {all ? '取消全选' : `全选 ${matching} 行`}
        </button>
      )}
    </p>
  );
}
