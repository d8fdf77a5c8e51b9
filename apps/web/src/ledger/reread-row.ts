import type { RosterRowView } from '@huzhu/domain/roster/roster.schema';
import type { InfiniteData } from '@tanstack/react-query';
import { api, queryClient, trpc } from '../app/trpc.ts';
import { rosterRowsKey } from '../roster/use-roster-status.ts';

type Pages = InfiniteData<{ readonly rows: readonly RosterRowView[] }, number>;

/** Reads one row again and puts it where it stands on the screen: set right, it stays until the filter changes. */
export async function rereadRow(number: string, rowNumber: number): Promise<void> {
  const { rows } = await api.roster.rows.query({ number, after: rowNumber - 1, limit: 1, withTotal: false });
  const fresh = rows.find((row) => row.rowNumber === rowNumber);
  if (fresh) {
    queryClient.setQueriesData<Pages>({ queryKey: rosterRowsKey(number) }, (data) =>
      data?.pages
        ? {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              rows: page.rows.map((row) => (row.rowNumber === rowNumber ? fresh : row)),
            })),
          }
        : data,
    );
  }
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: rosterRowsKey(number), refetchType: 'none' }),
    queryClient.invalidateQueries(trpc.roster.status.queryFilter({ number })),
    queryClient.invalidateQueries(trpc.application.pathFilter()),
  ]);
}
