import { type Attempt, AttemptFenced } from '@huzhu/domain/job/attempt';
import type postgres from 'postgres';

export type SqlTransaction = postgres.TransactionSql<{ bigint: number }>;

/**
 * The fence: first statement of every transaction that writes for a job. Until the transaction ends no other attempt
 * can begin (a claim updates the row that is share-locked here), so what is written is the attempt's own.
 * @throws AttemptFenced when the token is not the job's, or the job no longer runs
 */
export async function holdAttempt(tx: SqlTransaction, attempt: Attempt): Promise<void> {
  const rows = await tx`
    select 1 from job where id = ${attempt.jobId} and attempt_token = ${attempt.attemptToken} and state = 'running'
    for share`;
  if (rows.length === 0) throw new AttemptFenced(attempt.jobId);
}
