import type { Publisher } from './publish.ts';

/** The part of the job store (packages/db, createJobStore) that the sweep needs. */
export interface SweepStore {
  findLost(): Promise<{ jobId: string; name: string; queueEntryId: string | null; running: boolean }[]>;
  reenqueue(jobIds: readonly string[]): Promise<number>;
}

/**
 * Writes new outbox rows for jobs that were committed and that the queue has lost (flushed, replaced, restored from an
 * old copy) or whose worker died without the queue noticing. It is a timer of every worker, not an entry of the queue:
 * a sweep that the queue has to run is lost with what it should find. Several at once do no harm (one outbox row a job).
 * @returns how many were enqueued again
 */
export async function sweepStalled(store: SweepStore, publisher: Publisher): Promise<number> {
  const lost: string[] = [];
  for (const job of await store.findLost()) {
    const state = job.queueEntryId === null ? 'gone' : await publisher.stateOf(job.name, job.queueEntryId);
    // A running job with a dead heartbeat whose entry is `active`: the queue should have noticed by now.
    if (state === 'gone' || (state === 'active' && job.running)) lost.push(job.jobId);
  }
  return lost.length === 0 ? 0 : store.reenqueue(lost);
}
