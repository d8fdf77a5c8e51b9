import { useState } from 'react';

/** Columns that may be left out; unit, state and action always stand. */
export const LIST_COLUMNS = {
  number: '申请编号和计划',
  headcount: '人数',
  premium: '金额',
  term: '保障期间',
  created: '录入日期',
  submitted: '提交日期',
} as const;

export type ListColumn = keyof typeof LIST_COLUMNS;
const STANDARD: readonly ListColumn[] = ['number', 'headcount', 'premium'];

/** 显示的列, kept for the account in this browser. */
export function useListColumns(username: string): [readonly ListColumn[], (columns: readonly ListColumn[]) => void] {
  const key = `huzhu.list-columns.${username}`;
  const [columns, setColumns] = useState<readonly ListColumn[]>(() => stored(key));
  return [
    columns,
    (next) => {
      setColumns(next);
      try {
        localStorage.setItem(key, next.join(','));
      } catch {
        // Storage may be forbidden by the office's browser policy; the choice then lasts for the page.
      }
    },
  ];
}

function stored(key: string): readonly ListColumn[] {
  try {
    const text = localStorage.getItem(key);
    return text === null
      ? STANDARD
      : (Object.keys(LIST_COLUMNS) as ListColumn[]).filter((name) => text.split(',').includes(name));
  } catch {
    return STANDARD;
  }
}
