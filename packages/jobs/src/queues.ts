import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

/** Rosters are heavy and wait for one another; documents and the desk's own entries must never wait behind them. */
export const QUEUE_NAMES = ['roster', 'documents', 'queue-desk'] as const;
export type QueueName = (typeof QUEUE_NAMES)[number];
export type Queues = Readonly<Record<QueueName, Queue>>;

/** The queues as a producer or the queue monitor sees them. @param redis of connectProducer, already checked */
export function openQueues(redis: Redis): Queues {
  const open = (name: QueueName) => {
    const queue = new Queue(name, { connection: redis, skipWaitingForReady: true, skipVersionCheck: true });
    queue.on('error', () => {
      // Commands report their own failures; an 'error' without a listener would end the process.
    });
    return queue;
  };
  return { roster: open('roster'), documents: open('documents'), 'queue-desk': open('queue-desk') };
}

export async function closeQueues(queues: Queues): Promise<void> {
  await Promise.all(Object.values(queues).map((queue) => queue.close().catch(() => {})));
}
