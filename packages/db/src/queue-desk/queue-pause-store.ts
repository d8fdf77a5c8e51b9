import { eq } from 'drizzle-orm';
import type { Database, Transaction } from '../connect.ts';
import { queuePause } from '../job/job.table.ts';

/** The queues that are paused, and by whom. */
export async function readPauses(tx: Transaction): Promise<(typeof queuePause.$inferSelect)[]> {
  return tx.select().from(queuePause);
}

/** @returns false when it was paused already */
export async function pauseQueue(
  tx: Transaction,
  pause: { readonly queue: string; readonly pausedBy: number; readonly pausedByName: string; readonly reason: string },
): Promise<boolean> {
  const rows = await tx.insert(queuePause).values(pause).onConflictDoNothing().returning({ queue: queuePause.queue });
  return rows.length === 1;
}

/** @returns false when it was not paused */
export async function resumeQueue(tx: Transaction, queue: string): Promise<boolean> {
  const rows = await tx.delete(queuePause).where(eq(queuePause.queue, queue)).returning({ queue: queuePause.queue });
  return rows.length === 1;
}

/** As the worker's runtime sees it (its port PauseStore in packages/jobs). */
export function createPauseStore(db: Database) {
  return {
    async pausedQueues(): Promise<string[]> {
      const rows = await db.sql<{ queue: string }[]>`select queue from queue_pause`;
      return rows.map((row) => row.queue);
    },
  };
}
