import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';

export interface DeskWorkerRow {
  readonly id: string;
  readonly startedAt: string;
  readonly seenSecondsAgo: number;
  readonly canarySecondsAgo: number | null;
  readonly memoryMb: number | null;
  readonly loopLagMs: number | null;
  readonly working: readonly { readonly name: string; readonly count: number }[];
}

/** The workers of the last hour, the longest-lived first, with what each has in hand (withScope({ queueDesk: true })). */
export async function readDeskWorkers(tx: Transaction): Promise<DeskWorkerRow[]> {
  const rows = await tx.execute<DeskWorkerRow & Record<string, unknown>>(sql`
    select worker_id as id, to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startedAt",
      extract(epoch from now() - seen_at)::float8 as "seenSecondsAgo",
      extract(epoch from now() - canary_at)::float8 as "canarySecondsAgo",
      memory_mb as "memoryMb", loop_lag_ms as "loopLagMs",
      (select coalesce(jsonb_agg(jsonb_build_object('name', name, 'count', count)), '[]') from (
        select name, count(*) from queue_desk_job j where j.worker_id = w.worker_id and j.state = 'running' group by name
      ) in_hand) as working
    from worker_heartbeat w where seen_at > now() - interval '1 hour' order by started_at, worker_id`);
  return rows.map((row) => ({
    ...row,
    working: typeof row.working === 'string' ? JSON.parse(row.working) : row.working,
  }));
}
