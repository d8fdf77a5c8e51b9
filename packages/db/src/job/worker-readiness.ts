import type { Database } from '../connect.ts';

/** Longer than four canary slots: one that is late under load is not an outage. */
const CANARY_SECONDS = 70;

/** Null when some worker has finished a canary job lately; else the reason, for /readyz. */
export async function workerReadiness(db: Database): Promise<string | null> {
  const [row] = await db.sql<{ alive: boolean; canary: boolean }[]>`
    select coalesce(bool_or(seen_at > now() - interval '30 seconds'), false) as alive,
      coalesce(bool_or(canary_at > now() - make_interval(secs => ${CANARY_SECONDS})), false) as canary
    from worker_heartbeat`;
  if (!row?.alive) return 'no worker is alive';
  return row.canary ? null : 'no canary job was finished lately';
}
