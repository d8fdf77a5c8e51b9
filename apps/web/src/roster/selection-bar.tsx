import { Button } from 'antd';
import type { RosterRows } from './use-roster-rows.ts';
import type { RowSelection } from './use-row-selection.ts';

/** 已选 20 / 全部筛选结果 1,348: how the tick in the head reaches the rows that are not loaded. */
export function SelectionBar({ rows, selection }: { rows: RosterRows; selection: RowSelection }) {
  const { selected, all, setAll } = selection;
  const { total } = rows;
  const listed = rows.rows.length > 0 && rows.rows.every((row) => selected.has(row.rowNumber));
  if (!all && (!listed || selected.size >= total)) return null;
  const matching = total.toLocaleString('en-US');
  return (
    <p className="roster-notice small muted" role="status">
      {all
        ? `已选全部筛选结果 ${matching} 行。`
        : `已选 ${selected.size.toLocaleString('en-US')} / 全部筛选结果 ${matching} 行。`}
      <Button size="small" type="link" onClick={() => setAll(!all)}>
        {all ? '取消全选' : `全选 ${matching} 行`}
      </Button>
    </p>
  );
}
