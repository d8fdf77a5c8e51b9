import type { ReactNode } from 'react';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { refusalOf } from './refusal.ts';

/** What stands in place of a list that has no row to show: why it was not got, that it is being got, or what `empty` says of it. */
export function ListState(props: {
  list: {
    readonly error: unknown;
    readonly isPending: boolean;
    readonly data: { readonly items: readonly unknown[] } | undefined;
    refetch(): unknown;
  };
  /** What is being got. */
  label: string;
  lines: number;
  empty: ReactNode;
}) {
  const { list, label, lines, empty } = props;
  return (
    <>
      {Boolean(list.error) && <Trouble sentence={refusalOf(list.error).sentence} onRetry={() => void list.refetch()} />}
      {list.isPending && (
        <div className="card">
          <Skeleton label={label} lines={lines} />
        </div>
      )}
      {list.data?.items.length === 0 && <div className="card">{empty}</div>}
    </>
  );
}
