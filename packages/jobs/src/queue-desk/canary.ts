import type { Queues } from '../queues.ts';

export const CANARY = 'canary';
const SLOT_MS = 15_000;

/**
 * One small entry every 15 s, whoever runs it: readiness means that one was finished lately, not that a process is up.
 * The id is the slot of time, so any number of workers add one entry; a flushed queue gets the next one all the same
 * (the queue's own schedulers would be flushed too).
 */
export async function sendCanary(queues: Queues): Promise<void> {
  const slot = Math.floor(Date.now() / SLOT_MS);
  await queues['queue-desk'].add(
    CANARY,
    {},
    { jobId: `${CANARY}-${slot}`, attempts: 1, removeOnComplete: { age: 120 }, removeOnFail: { age: 120 } },
  );
}
