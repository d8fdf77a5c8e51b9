import { useState } from 'react';

/** More at once goes by 全选 of the filtered result. */
export const MOST_SELECTED = 1000;

/** The ticked rows, or all that match the filter at hand. */
export function useRowSelection() {
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const [all, setAll] = useState(false);
  return {
    selected,
    all,
    setAll,
    select(rowNumbers: readonly number[], on: boolean) {
      setAll(false);
      setSelected((old) => {
        const next = new Set(old);
        for (const rowNumber of rowNumbers) on ? next.add(rowNumber) : next.delete(rowNumber);
        return next;
      });
    },
    clear() {
      setSelected(new Set());
      setAll(false);
    },
  };
}

export type RowSelection = ReturnType<typeof useRowSelection>;
