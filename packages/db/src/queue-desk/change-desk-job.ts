import type { JobState } from '@huzhu/domain/job/job-state';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';

/** What became of an act on a job: `changed` when it is no longer as it was seen. */
export type DeskOutcome = 'done' | 'missing' | 'changed' | 'useless';

/** Puts a failed job back with so many attempts more; needs withScope({ queueDesk: true }). */
export async function retryDeskJob(
  tx: Transaction,
  job: { readonly id: string; readonly attempts: number; readonly more: number },
): Promise<DeskOutcome> {
  const [row] = await tx.execute<{ outcome: DeskOutcome }>(
    sql`select queue_desk_retry(${job.id}::uuid, ${job.attempts}::int, ${job.more}::int) as outcome`,
  );
  return row?.outcome ?? 'missing';
}

/** Ends a job that waits or runs, with the sentence its user will read; or puts a failure away. */
export async function cancelDeskJob(
  tx: Transaction,
  job: { readonly id: string; readonly state: JobState; readonly attempts: number; readonly sentence: string },
): Promise<DeskOutcome> {
  const [row] = await tx.execute<{ outcome: DeskOutcome }>(sql`
    select queue_desk_cancel(${job.id}::uuid, ${job.state}, ${job.attempts}::int, 'JOB_CANCELLED', ${job.sentence}) as outcome`);
  return row?.outcome ?? 'missing';
}
