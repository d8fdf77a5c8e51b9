import { Button } from 'antd';

interface SelectionBarProps {
  /** Every listed row is ticked. */
  listed: boolean;
  selected: number;
  /** Rows that match the filter. */
  total: number;
  /** The tick holds for all of them, loaded or not. */
  all: boolean;
  onAll: (all: boolean) => void;
}

/** 已选 20 / 全部筛选结果 1,348: how the tick in the head reaches the rows that are not loaded. */
export function SelectionBar({ listed, selected, total, all, onAll }: SelectionBarProps) {
  if (!all && (!listed || selected >= total || selected === 0)) return null;
  const matching = total.toLocaleString('en-US');
  return (
    <p className="roster-notice small muted" role="status">
      {all
        ? `已选全部筛选结果 ${matching} 行。`
        : `已选 ${selected.toLocaleString('en-US')} / 全部筛选结果 ${matching} 行。`}
      <Button size="small" type="link" onClick={() => onAll(!all)}>
        {all ? '取消全选' : `全选 ${matching} 行`}
      </Button>
    </p>
  );
}
