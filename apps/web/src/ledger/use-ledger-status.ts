import type { LedgerStatus } from '@huzhu/domain/ledger/ledger.schema';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryClient, trpc } from '../app/trpc.ts';
import { rosterRowsKey } from '../roster/use-roster-status.ts';
import { NONE, UNDER_WAY, useSettled } from '../ui/use-settled.ts';

const POLL_MS = 2_000;

export function isReadingLedger(status: LedgerStatus | undefined): boolean {
  return status?.upload?.state === 'queued' || status?.upload?.state === 'running';
}

/** The 社保台账 as Postgres knows it: read on load, followed by SSE while it is read, polled in case SSE does not come through. */
export function useLedgerStatus(number: string) {
  const query = useQuery({
    ...trpc.ledger.status.queryOptions({ number }),
    refetchInterval: ({ state }) => (isReadingLedger(state.data) ? POLL_MS : false),
  });
  const reading = isReadingLedger(query.data);
  const importId = query.data?.upload?.importId;

  useEffect(() => {
    if (!reading || !importId) return;
    const source = new EventSource(`/api/applications/${number}/ledger/progress`);
    source.addEventListener('status', (event) => {
      const status = JSON.parse((event as MessageEvent<string>).data) as LedgerStatus;
      queryClient.setQueryData(trpc.ledger.status.queryKey({ number }), status);
    });
    return () => source.close();
  }, [number, reading, importId]);

  // Once it is read, the rows have been judged again; a small one is read before anybody has seen it being read.
  useSettled(query.data && (reading ? UNDER_WAY : (importId ?? NONE)), () => void refreshJudged(number));

  return query;
}

/** The ledger's judgement of the rows has changed: everything that shows it is read again. */
export async function refreshJudged(number: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries(trpc.roster.status.queryFilter({ number })),
    queryClient.invalidateQueries({ queryKey: rosterRowsKey(number) }),
    queryClient.invalidateQueries(trpc.application.pathFilter()),
  ]);
}
