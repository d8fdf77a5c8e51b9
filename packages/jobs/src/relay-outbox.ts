import type { JobPayload } from '@huzhu/domain/job/new-job';
import type { Publisher } from './publish.ts';

interface OutboxEntry {
  readonly outboxId: number;
  readonly jobId: string;
  readonly name: string;
  readonly payload: JobPayload;
}

/** The outbox as packages/db keeps it (createOutboxStore). */
export interface OutboxStore {
  /** Leases entries to this relay for some seconds. */
  take(limit: number): Promise<OutboxEntry[]>;
  published(entries: readonly { outboxId: number; queueEntryId: string }[]): Promise<void>;
  release(outboxIds: readonly number[]): Promise<void>;
  listen(onSignal: () => void): Promise<() => Promise<void>>;
}

const BATCH = 100;

/**
 * Publishes what the outbox holds. A crash at any point is harmless: what was published and not yet deleted is
 * published again under the same id, and a job that runs already is not claimed twice.
 * @throws the first error of publishing, after giving the unpublished entries back
 * @returns how many were published
 */
export async function relayOutbox(store: OutboxStore, publisher: Publisher): Promise<number> {
  let count = 0;
  for (;;) {
    const entries = await store.take(BATCH);
    if (entries.length === 0) return count;
    const results = await Promise.allSettled(
      entries.map(async (entry) => ({ outboxId: entry.outboxId, queueEntryId: await publisher.publish(entry) })),
    );
    const published = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    await store.published(published);
    count += published.length;
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) {
      const done = new Set(published.map((entry) => entry.outboxId));
      await store.release(entries.map((entry) => entry.outboxId).filter((id) => !done.has(id)));
      throw failed.reason;
    }
  }
}
