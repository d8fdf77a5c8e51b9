import type { JobPayload } from '@huzhu/domain/job/new-job';
import type { Database } from '../connect.ts';

/** After this a relay that took entries is taken for dead. Publishing twice is harmless: the entry's id is its own. */
const LEASE_SECONDS = 10;

/**
 * The outbox as the relay of packages/jobs sees it (its port OutboxStore). Entries are leased, not locked while they
 * are published: a transaction that waits for Redis would hold its locks as long as Redis likes.
 */
export function createOutboxStore(db: Database) {
  const { sql } = db;
  return {
    async take(limit: number): Promise<{ outboxId: number; jobId: string; name: string; payload: JobPayload }[]> {
      return sql<{ outboxId: number; jobId: string; name: string; payload: JobPayload }[]>`
        update outbox o set taken_at = now() from job j
        where j.id = o.job_id and o.id in (
          select id from outbox
          where taken_at is null or taken_at < now() - make_interval(secs => ${LEASE_SECONDS})
          order by id limit ${limit} for update skip locked)
        returning o.id as "outboxId", o.job_id as "jobId", j.name, j.payload`;
    },

    /** Deletes what was published and notes under which id, in one statement. */
    async published(entries: readonly { outboxId: number; queueEntryId: string }[]): Promise<void> {
      if (entries.length === 0) return;
      await sql`
        with entry as (
          select * from unnest(${entries.map((entry) => entry.outboxId)}::bigint[],
            ${entries.map((entry) => entry.queueEntryId)}::text[]) as e (id, queue_entry_id)
        ), gone as (
          delete from outbox o using entry where o.id = entry.id returning o.job_id, entry.queue_entry_id
        )
        update job j set queue_entry_id = gone.queue_entry_id from gone where j.id = gone.job_id`;
    },

    /** Gives entries back that could not be published. */
    async release(outboxIds: readonly number[]): Promise<void> {
      await sql`update outbox set taken_at = null where id = any(${[...outboxIds]}::bigint[])`;
    },

    /** Calls back whenever a transaction with an outbox row commits. @returns stops listening */
    async listen(onSignal: () => void): Promise<() => Promise<void>> {
      const { unlisten } = await sql.listen('outbox', onSignal, onSignal);
      return async () => {
        await unlisten();
      };
    },
  };
}
