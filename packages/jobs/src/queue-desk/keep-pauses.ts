import { QUEUE_NAMES, type QueueName, type Queues } from '../queues.ts';

/** Which queues are paused, as packages/db keeps it (createPauseStore). */
export interface PauseStore {
  pausedQueues(): Promise<readonly string[]>;
}

/**
 * Makes the queues agree with Postgres, where pauses are the truth: a pause in Redis alone is lost with a flush, and one
 * that somebody set past the desk would stop the work with nobody told.
 * @returns the queues that are paused
 */
export async function keepPauses(store: PauseStore, queues: Queues): Promise<ReadonlySet<QueueName>> {
  const wanted = new Set(await store.pausedQueues());
  const paused = new Set(QUEUE_NAMES.filter((name) => wanted.has(name)));
  for (const name of QUEUE_NAMES) {
    const queue = queues[name];
    if (paused.has(name) === (await queue.isPaused())) continue;
    await (paused.has(name) ? queue.pause() : queue.resume());
  }
  return paused;
}
