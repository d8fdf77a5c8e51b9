import type { Publisher } from './publish.ts';

/**
 * No entry is put off for longer (the longest backoff is 8 s, a postponed one waits 5 s). The moment is told to the queue by
 * the clock of the worker that puts it off: when that clock is an hour ahead, so is the moment.
 */
const LONGEST_DELAY_SECONDS = 45;

/** The part of the job store (packages/db, createJobStore) that the sweep needs. */
export interface SweepStore {
  /** `idle`: seconds since the job was queued, or last showed a sign of life. */
  findLost(): Promise<{ jobId: string; name: string; queueEntryId: string | null; running: boolean; idle: number }[]>;
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
    const putOff = state === 'delayed' && job.idle > LONGEST_DELAY_SECONDS;
    if (state === 'gone' || putOff || (state === 'active' && job.running)) lost.push(job.jobId);
  }
  return lost.length === 0 ? 0 : store.reenqueue(lost);
}
