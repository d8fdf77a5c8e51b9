import type { RosterRowView } from '@huzhu/domain/roster/roster.schema';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { Checkbox } from 'antd';
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { HeadWords } from '../ui/head-words.tsx';
import { useLayout } from '../ui/layout.ts';
import { columnWidth, errorsOf, type RosterColumn } from './roster-columns.ts';
import { RosterRow } from './roster-row.tsx';
import './roster-table.css';
import type { RosterRows } from './use-roster-rows.ts';
import type { RowEditing } from './use-row-editing.ts';

interface RosterTableProps {
  rows: RosterRows;
  columns: readonly RosterColumn[];
  editing: RowEditing;
  selected: ReadonlySet<number>;
  readOnly: boolean;
  withLedger: boolean;
  /** The frame's scroller, which scrolls the rows where they are cards. */
  page: RefObject<HTMLElement | null>;
  onSelect: (rowNumbers: readonly number[], on: boolean) => void;
  onDelete: (row: RosterRowView) => void;
  onRestore: (row: RosterRowView) => void;
  onCollapse: (row: RosterRowView) => void;
  onCompare: (rowNumbers: readonly number[]) => void;
}

const HEAD_PX = 46;
const USUAL_COLUMNS = 7;

/**
 * Virtual rows: each person is one <tbody> (cells, then sentences), so that the table stays a table and every height
 * is measured. The row with the open editor is always rendered, wherever the list is scrolled to.
 */
export function RosterTable(props: RosterTableProps) {
  const { rows, columns, editing, selected } = props;
  const { cards, textSize } = useLayout();
  const frame = useRef<HTMLDivElement>(null);
  const [above, setAbove] = useState(0);
  const list = rows.rows;
  const activeIndex = list.findIndex((row) => row.rowNumber === editing.active?.rowNumber);
  const scale = textSize / 100;
  const head = HEAD_PX * scale;

  const virtual = useVirtualizer({
    count: list.length,
    getScrollElement: () => (cards ? props.page.current : frame.current),
    estimateSize: (index) => {
      const issues = list[index]?.issues.length ?? 0;
      return (cards ? 250 : 46 + issues * 38) * scale;
    },
    measureElement: (element) => element.getBoundingClientRect().height,
    getItemKey: (index) => list[index]?.rowNumber ?? index,
    overscan: 6,
    scrollMargin: cards ? above : head,
    scrollPaddingStart: cards ? 16 : head,
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      if (activeIndex >= 0 && !indexes.includes(activeIndex)) indexes.push(activeIndex);
      return indexes.sort((a, b) => a - b);
    },
  });
  const items = virtual.getVirtualItems();

  useLayoutEffect(() => {
    const page = props.page.current;
    if (!cards || !page || !frame.current) return;
    setAbove(frame.current.getBoundingClientRect().top - page.getBoundingClientRect().top + page.scrollTop);
  }, [cards, props.page]);

  const last = items[items.length - 1]?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = rows.query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last > list.length - 30) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, list.length]);

  // The cursor moved: its row comes into sight, and its cell takes the focus once it stands there.
  const cursor = editing.active ? `${editing.active.rowNumber} ${editing.active.field}` : null;
  const isOpen = editing.active?.editing === true;
  const moves = useRef<string | null>(null);
  useEffect(() => {
    const move = `${cursor} ${isOpen}`;
    if (cursor === null || activeIndex < 0 || moves.current === move) return;
    moves.current = move;
    // A card may be higher than the window: it starts at its top, where what is wrong stands, unless the cell is in sight.
    const at = () => frame.current?.querySelector<HTMLElement>(`[data-at="${cursor}"]`);
    if (!cards) virtual.scrollToIndex(activeIndex, { align: 'auto' });
    else if (!inSight(at(), props.page.current)) virtual.scrollToIndex(activeIndex, { align: 'start' });
    const frameId = requestAnimationFrame(() => {
      at()?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      if (!isOpen) at()?.focus();
    });
    return () => cancelAnimationFrame(frameId);
  }, [cursor, isOpen, activeIndex, virtual, cards, props.page]);

  function onKeyDown(event: KeyboardEvent) {
    const cell = (event.target as HTMLElement).dataset.cell;
    if (!cell || props.readOnly) return;
    const [number, field] = cell.split(' ') as [string, RosterField];
    const index = list.findIndex((row) => row.rowNumber === Number(number));
    const column = columns.findIndex((candidate) => candidate.field === field);
    const go = (row: RosterRowView | undefined, at: RosterColumn | undefined) => {
      if (row && at) editing.select(row.rowNumber, at.field);
    };
    const vertical = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const horizontal = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key !== 'Enter' && event.key !== 'F2' && !vertical && !horizontal) return;
    event.preventDefault();
    if (vertical) go(list[index + vertical], columns[column]);
    else if (horizontal) go(list[index], columns[column + horizontal]);
    else editing.open(Number(number), field);
  }

  const first = items[0];
  const end = items[items.length - 1];
  const margin = virtual.options.scrollMargin;
  const gapAfter = (index: number) => {
    const here = items[index];
    const next = items[index + 1];
    return here && next && next.index !== here.index + 1 ? next.start - here.end : 0;
  };
  const tight = props.withLedger || columns.length > USUAL_COLUMNS;
  const allSelected = list.length > 0 && list.every((row) => selected.has(row.rowNumber));

  return (
    <div className="roster-scroll" ref={frame}>
      <table
        className={tight ? 'roster-table roster-tight' : 'roster-table'}
        aria-rowcount={rows.total}
        onKeyDown={onKeyDown}
      >
        <caption className="visually-hidden">参保名单</caption>
        <colgroup>
          <col style={{ width: tight ? '2.25rem' : '2.5rem' }} />
          <col style={{ width: tight ? '3.25rem' : '3.75rem' }} />
          {columns.map((column) => (
            <col key={column.field} style={{ width: `${columnWidth(column, tight)}rem` }} />
          ))}
          {props.withLedger && <col style={{ width: '6.5rem' }} />}
          <col style={{ width: '5.75rem' }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className="roster-tick">
              {!props.readOnly && !list[0]?.deleted && (
                <Checkbox
                  aria-label="选择已列出的全部行"
                  checked={allSelected}
                  indeterminate={!allSelected && selected.size > 0}
                  onChange={(event) =>
                    props.onSelect(
                      list.map((row) => row.rowNumber),
                      event.target.checked,
                    )
                  }
                />
              )}
            </th>
            <th scope="col" className="number">
              行号
            </th>
            {columns.map((column) => (
              <th key={column.field} scope="col" className={column.number ? 'number' : undefined}>
                <HeadWords label={column.label} />
              </th>
            ))}
            {props.withLedger && <th scope="col">社保台账</th>}
            <th scope="col" className="roster-acts">
              操作
            </th>
          </tr>
        </thead>
        {first && <Spacer height={first.start - margin} />}
        {items.map((item, place) => {
          const row = list[item.index];
          if (!row) return null;
          return [
            <tbody
              key={item.key}
              data-index={item.index}
              ref={virtual.measureElement}
              className={rowClass(row, editing)}
            >
              <RosterRow
                row={row}
                columns={columns}
                editing={editing}
                selected={selected.has(row.rowNumber)}
                readOnly={props.readOnly}
                withLedger={props.withLedger}
                onSelect={(changed, on) => props.onSelect([changed.rowNumber], on)}
                onDelete={props.onDelete}
                onRestore={props.onRestore}
                onCollapse={props.onCollapse}
                onCompare={props.onCompare}
              />
            </tbody>,
            <Spacer key={`${item.key} gap`} height={gapAfter(place)} />,
          ];
        })}
        {end && <Spacer height={virtual.getTotalSize() - (end.end - margin)} />}
      </table>
      {isFetchingNextPage && <p className="roster-more small muted">正在取后面的行</p>}
    </div>
  );
}

function inSight(cell: HTMLElement | null | undefined, scroller: HTMLElement | null): boolean {
  if (!cell || !scroller) return false;
  const box = cell.getBoundingClientRect();
  const window = scroller.getBoundingClientRect();
  return box.top >= window.top && box.bottom <= window.bottom;
}

function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tbody aria-hidden="true" className="roster-spacer">
      <tr style={{ height: `${height}px` }} />
    </tbody>
  );
}

function rowClass(row: RosterRowView, editing: RowEditing): string {
  const parts = ['roster-person'];
  if (editing.active?.rowNumber === row.rowNumber) parts.push('roster-person-now');
  if (editing.fixed.has(row.rowNumber) && errorsOf(row).length === 0) parts.push('roster-person-fixed');
  return parts.join(' ');
}
