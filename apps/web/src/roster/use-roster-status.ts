import type { RosterStatus } from '@huzhu/domain/roster/roster.schema';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { queryClient, trpc } from '../app/trpc.ts';
import { NONE, UNDER_WAY, useSettled } from '../ui/use-settled.ts';

const POLL_MS = 2_000;
/** A stream that is alive is still checked now and then: a proxy may swallow it without closing it. */
const CHECK_MS = 10_000;

export type Roster = NonNullable<RosterStatus['roster']>;

export function isRunning(status: RosterStatus | undefined): boolean {
  return status?.roster?.state === 'queued' || status?.roster?.state === 'running';
}

export function setRosterStatus(number: string, status: RosterStatus): void {
  queryClient.setQueryData(trpc.roster.status.queryKey({ number }), status);
}

/** After an act of one's own on the list: its new status, and the time beside 已保存. */
export function keepRosterStatus(number: string, status: RosterStatus): void {
  setRosterStatus(number, status);
  void queryClient.invalidateQueries(trpc.application.get.queryFilter({ number }));
}

/** The import as Postgres knows it: read on load, followed by SSE while it runs, polled where SSE does not come through. */
export function useRosterStatus(number: string) {
  const [streaming, setStreaming] = useState(false);
  const query = useQuery({
    ...trpc.roster.status.queryOptions({ number }),
    refetchInterval: ({ state }) => {
      if (!isRunning(state.data)) return false;
      return streaming ? CHECK_MS : POLL_MS;
    },
  });
  const running = isRunning(query.data);
  const importId = query.data?.roster?.importId;

  useEffect(() => {
    if (!running || !importId) return;
    const source = new EventSource(`/api/applications/${number}/roster/progress`);
    source.addEventListener('open', () => setStreaming(true));
    source.addEventListener('error', () => setStreaming(false));
    source.addEventListener('status', (event) => {
      setRosterStatus(number, JSON.parse((event as MessageEvent<string>).data) as RosterStatus);
    });
    return () => {
      source.close();
      setStreaming(false);
    };
  }, [number, running, importId]);

  // Once it is over, the rows and the totals of the application are other ones.
  useSettled(query.data && (running ? UNDER_WAY : (importId ?? NONE)), () => {
    void queryClient.invalidateQueries({ queryKey: rosterRowsKey(number) });
    void queryClient.invalidateQueries(trpc.application.pathFilter());
  });

  return query;
}

export function rosterRowsKey(number: string): readonly unknown[] {
  return ['roster-rows', number];
}
