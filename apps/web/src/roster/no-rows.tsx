import { Button } from 'antd';
import { Empty } from '../ui/empty.tsx';
import { NO_FILTER, type RosterFilter } from './use-roster-rows.ts';

interface NoRowsProps {
  filter: RosterFilter;
  /** Rows of the whole list that were deleted. */
  deleted: number;
  onFilter: (part: Partial<RosterFilter>) => void;
}

/** Nothing matches: what was looked for, and the way out. A search that was narrowed is first widened. */
export function NoRows({ filter, deleted, onFilter }: NoRowsProps) {
  const { query, show, code } = filter;
  if (deleted > 0 && show === 'all' && !query && !code) {
    return (
      <Empty
        title="名单里没有参保人"
        detail={`${deleted.toLocaleString('en-US')} 行都已删除。可以恢复，也可以新增一人或重新导入名单。`}
        action={<Button onClick={() => onFilter({ show: 'deleted' })}>看已删除的行</Button>}
      />
    );
  }
  const narrowed = show !== 'all' || code !== undefined;
  return (
    <Empty
      title={emptyTitle(filter)}
      detail={query ? '姓名和拼音可以只输入一部分，证件号码要输入完整。' : undefined}
      action={
        query && narrowed ? (
          <Button onClick={() => onFilter({ show: 'all', code: undefined })}>在全部行里查询</Button>
        ) : (
          <Button onClick={() => onFilter(NO_FILTER)}>{query ? '清空筛选' : '看全部行'}</Button>
        )
      }
    />
  );
}

function emptyTitle({ query, show, code }: RosterFilter): string {
  if (query) return `没有找到“${query}”`;
  if (show === 'errors') return code ? '这一类错误都改好了' : '没有错误了，可以进入“确认提交”';
  return '没有符合条件的行';
}
