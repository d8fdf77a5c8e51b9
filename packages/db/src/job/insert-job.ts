import type { NewJob } from '@huzhu/domain/job/new-job';
import type { Transaction } from '../connect.ts';
import { job, outbox } from './job.table.ts';

/** What the job is about, for finding it again and for row-level security. */
export interface JobSubject {
  readonly subjectType: string;
  readonly subjectId: string;
  readonly unitId: number;
  readonly applicationId: number;
  /** How many steps it will take, where that is known already. */
  readonly total?: number;
}

/**
 * Writes a job (packages/jobs, newJob) and its outbox row in the business transaction: either both the act and its job
 * stand, or neither. The relay publishes it when the transaction has committed.
 */
export async function insertJob(tx: Transaction, values: NewJob & JobSubject): Promise<{ id: string }> {
  await tx.insert(job).values(values);
  await tx.insert(outbox).values({ jobId: values.id });
  return { id: values.id };
}
