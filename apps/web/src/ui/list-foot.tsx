import { Pagination } from 'antd';
import type { ReactNode } from 'react';

/** Beneath a list that has pages: how many there are, and the pages. Nothing while there is nothing. */
export function ListFoot(props: {
  total: number | undefined;
  note: string;
  page: number;
  pageSize: number;
  /** Undefined for the first. */
  onPage: (page: number | undefined) => void;
  children?: ReactNode;
}) {
  if (!props.total) return null;
  return (
    <div className="list-foot">
      <p className="small muted">{props.note}</p>
      {props.children}
      <Pagination
        current={props.page}
        total={props.total}
        pageSize={props.pageSize}
        showSizeChanger={false}
        hideOnSinglePage
        onChange={(next) => props.onPage(next === 1 ? undefined : next)}
      />
    </div>
  );
}
