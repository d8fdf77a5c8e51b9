import { Button, Input, Select } from 'antd';
import { ChevronDown, ChevronUp, ClipboardPaste, Search, Trash2, UserRoundPlus } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { RosterFilter } from './use-roster-rows.ts';
import { MOST_SELECTED, type RowSelection } from './use-row-selection.ts';

export const SHOW_LABELS: Readonly<Record<RosterFilter['show'], string>> = {
  errors: '只看错误',
  warnings: '只看提醒',
  clean: '只看没有问题',
  corrected: '只看已修改',
  deleted: '只看已删除',
  all: '全部行',
};
const SHOW = Object.entries(SHOW_LABELS).map(([value, label]) => ({ value: value as RosterFilter['show'], label }));

interface RosterToolbarProps {
  filter: RosterFilter;
  selection: RowSelection;
  readOnly: boolean;
  errorRows: number;
  /** 1-based place among the errors where it is known. */
  place: number | null;
  /** The way to a far row. */
  jump: ReactNode;
  onFilter: (part: Partial<RosterFilter>) => void;
  onAdd: () => void;
  onPaste: () => void;
  onDeleteSelected: () => void;
  onPrevious: () => void;
  onNext: () => void;
}

/** Search (never in the address: it may be a name or a number), filter, batch deletion, the walk through the errors. */
export function RosterToolbar(props: RosterToolbarProps) {
  const { filter, onFilter } = props;
  const { selected, all } = props.selection;
  const [query, setQuery] = useState(filter.query);
  const apply = useRef(onFilter);
  apply.current = onFilter;
  useEffect(() => {
    if (query.trim() === filter.query) return;
    const timer = setTimeout(() => apply.current({ query: query.trim() }), 350);
    return () => clearTimeout(timer);
  }, [query, filter.query]);
  // Clearing the filter elsewhere clears the box.
  useEffect(() => setQuery((old) => (filter.query === '' && old.trim() !== '' ? '' : old)), [filter.query]);

  return (
    <div className="roster-toolbar">
      <label htmlFor="roster-query" className="visually-hidden">
        查询姓名、拼音或证件号码
      </label>
      <Input
        id="roster-query"
        className="roster-query"
        allowClear
        autoComplete="off"
        maxLength={60}
        prefix={<Search aria-hidden="true" />}
        placeholder="查询姓名、拼音或证件号码"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <label htmlFor="roster-show" className="visually-hidden">
        显示哪些行
      </label>
      <Select<RosterFilter['show']>
        id="roster-show"
        className="roster-show"
        value={filter.show}
        options={SHOW}
        onChange={(show) => onFilter({ show, code: undefined })}
      />
      <Button icon={<UserRoundPlus aria-hidden="true" />} disabled={props.readOnly} onClick={props.onAdd}>
        新增一人
      </Button>
      <Button icon={<ClipboardPaste aria-hidden="true" />} disabled={props.readOnly} onClick={props.onPaste}>
        从 Excel 粘贴
      </Button>
      <Button
        icon={<Trash2 aria-hidden="true" />}
        disabled={props.readOnly || (!all && (selected.size === 0 || selected.size > MOST_SELECTED))}
        onClick={props.onDeleteSelected}
        aria-describedby="roster-selected"
      >
        批量删除
      </Button>
      {props.jump}
      {props.errorRows > 0 && (
        <div className="roster-walk">
          <span className="small muted">
            错误 {props.place !== null && <b>{`${props.place} / `}</b>}
            <b>{props.errorRows.toLocaleString('en-US')}</b>
          </span>
          <Button icon={<ChevronUp aria-hidden="true" />} onClick={props.onPrevious}>
            上一个
          </Button>
          <Button icon={<ChevronDown aria-hidden="true" />} onClick={props.onNext}>
            下一个
          </Button>
        </div>
      )}
    </div>
  );
}
