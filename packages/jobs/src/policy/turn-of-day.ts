import type { Queues } from '../queues.ts';

export const TURN_OF_DAY = 'turn-of-day';
const SLOT_MS = 20_000;

/**
 * The calendar's entry, every 20 s, whoever runs it, in the way of the canary: the id is the slot of time, so any number of
 * workers add one entry, and a flushed queue gets the next one all the same. A scheduler of the queue for 00:00 was rejected:
 * it is flushed with the queue, and the demo's business date moves when society_admin moves it. What there is to do stands in
 * the states and dates of the applications, so a turn that finds nothing costs three look-ups.
 */
export async function sendTurnOfDay(queues: Queues): Promise<void> {
  const slot = Math.floor(Date.now() / SLOT_MS);
  await queues['queue-desk'].add(
    TURN_OF_DAY,
    {},
    { jobId: `${TURN_OF_DAY}-${slot}`, attempts: 1, removeOnComplete: { age: 120 }, removeOnFail: { age: 120 } },
  );
}
