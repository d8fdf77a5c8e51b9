import type { IssueCode } from '@huzhu/domain/roster/issue-codes';
import type { RosterRowView } from '@huzhu/domain/roster/roster.schema';
import { type InfiniteData, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, queryClient } from '../app/trpc.ts';
import { rosterRowsKey } from './use-roster-status.ts';

export interface RosterFilter {
  readonly show: 'all' | 'errors' | 'warnings' | 'clean' | 'corrected' | 'deleted';
  readonly code: IssueCode | undefined;
  readonly query: string;
  /** The list starts after this row number: how a far row is reached without fetching all before it. */
  readonly from: number;
}

/** All rows. */
export const NO_FILTER: Omit<RosterFilter, 'from'> = { show: 'all', code: undefined, query: '' };

interface Page {
  readonly rows: RosterRowView[];
  /** With the first page. */
  readonly total: number | null;
  readonly next: number | null;
}

/** Every row up to this number stands on the first page. */
export const PAGE_SIZE = 100;

/** The rows that match a filter, page by page (keyset), with changes written into what is already on the screen. */
export function useRosterRows(number: string, filter: RosterFilter, enabled = true) {
  const key = [...rosterRowsKey(number), filter];
  const query = useInfiniteQuery({
    queryKey: key,
    enabled,
    initialPageParam: filter.from,
    queryFn: ({ pageParam, signal }): Promise<Page> =>
      api.roster.rows.query(
        {
          number,
          show: filter.show,
          query: filter.query,
          after: pageParam,
          limit: PAGE_SIZE,
          withTotal: pageParam === filter.from,
          ...(filter.code && { code: filter.code }),
        },
        { signal },
      ),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    // A row that was just set right stays where it is until the filter changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);

  function change(act: (page: Page) => Page) {
    // Rows that are on their way were read before this change: they would take it back, or the row that was just set right away.
    if (!query.isFetchingNextPage) void queryClient.cancelQueries({ queryKey: key, exact: true });
    queryClient.setQueryData<InfiniteData<Page, number>>(
      key,
      (data) => data && { ...data, pages: data.pages.map(act) },
    );
    // Other filters show other rows now; they are read again when they are looked at.
    void queryClient.invalidateQueries({
      queryKey: rosterRowsKey(number),
      predicate: (other) => JSON.stringify(other.queryKey) !== JSON.stringify(key),
      refetchType: 'none',
    });
  }

  return {
    query,
    rows,
    total: query.data?.pages[0]?.total ?? 0,
    replace(changed: readonly RosterRowView[]) {
      const byNumber = new Map(changed.map((row) => [row.rowNumber, row]));
      change((page) => ({ ...page, rows: page.rows.map((row) => byNumber.get(row.rowNumber) ?? row) }));
    },
    drop(rowNumbers: readonly number[]) {
      const gone = new Set(rowNumbers);
      change((page) => ({
        ...page,
        total: page.total === null ? null : Math.max(0, page.total - gone.size),
        rows: page.rows.filter((row) => !gone.has(row.rowNumber)),
      }));
    },
  };
}

export type RosterRows = ReturnType<typeof useRosterRows>;
