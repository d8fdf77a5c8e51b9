import { ISSUE_CODES } from '@huzhu/domain/roster/issue-codes';
import { SHOW_LABELS } from './roster-toolbar.tsx';
import { NO_FILTER, type RosterFilter } from './use-roster-rows.ts';

interface FilterLineProps {
  filter: RosterFilter;
  /** Hits; undefined while they are fetched. */
  total: number | undefined;
  onFilter: (part: Partial<RosterFilter>) => void;
}

/** What the list was narrowed by, how many rows are left, and the way back to all. */
export function FilterLine({ filter, total, onFilter }: FilterLineProps) {
  const { show, code, query } = filter;
  // 只看错误 alone is how a list with errors opens; its count stands in the toolbar.
  if (!query && !code && (show === 'all' || show === 'errors')) return null;
  const words = [
    code ? ISSUE_CODES[code].cause : show === 'all' ? null : SHOW_LABELS[show],
    query ? `“${query}”` : null,
  ].filter((word) => word !== null);
  return (
    <p className="roster-notice small muted">
      <span role="status">
        {`${words.join('，')}：`}
        {total === undefined ? '正在查询' : `查到 ${total.toLocaleString('en-US')} 行。`}
      </span>
      <button type="button" className="plain-button" onClick={() => onFilter(NO_FILTER)}>
        清空筛选
      </button>
    </p>
  );
}
