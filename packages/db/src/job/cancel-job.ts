import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { job } from './job.table.ts';

/**
 * Ends a job that has not ended yet. Taking the token away fences its running attempt: what it still writes is refused,
 * and it stops at its next sign of life. @returns false when it had ended already
 */
export async function cancelJob(tx: Transaction, jobId: string): Promise<boolean> {
  const rows = await tx
    .update(job)
    .set({ state: 'cancelled', attemptToken: null, finishedAt: sql`now()` })
    .where(and(eq(job.id, jobId), inArray(job.state, ['queued', 'running'])))
    .returning({ id: job.id });
  return rows.length === 1;
}
