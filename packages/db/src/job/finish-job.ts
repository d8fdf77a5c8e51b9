import { type Attempt, AttemptFenced } from '@huzhu/domain/job/attempt';
import type { SqlTransaction } from './hold-attempt.ts';

/**
 * Marks the job succeeded inside the transaction that makes its effect visible: a crash can then not fall between the
 * two. The runtime marks jobs that did not do this themselves.
 * @throws AttemptFenced when the attempt is no longer the job's
 */
export async function finishJob(tx: SqlTransaction, attempt: Attempt): Promise<void> {
  const done = await tx`
    update job set state = 'succeeded', finished_at = now(), heartbeat_at = now()
    where id = ${attempt.jobId} and attempt_token = ${attempt.attemptToken} and state = 'running' returning 1`;
  if (done.length === 0) throw new AttemptFenced(attempt.jobId);
}
