import type { NewJob } from '@huzhu/domain/job/new-job';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';

export interface JobSubject {
  readonly subjectType: string;
  readonly subjectId: string;
  readonly unitId: number;
}

/**
 * Writes the job and its outbox row in the caller's transaction: both exist exactly when the business fact does.
 * The relay publishes it when the transaction has committed.
 */
export async function enqueueJob(tx: Transaction, job: NewJob, subject: JobSubject): Promise<void> {
  await tx.execute(sql`
    insert into job (id, name, subject_type, subject_id, unit_id, payload, max_attempts)
    values (${job.id}, ${job.name}, ${subject.subjectType}, ${subject.subjectId}, ${subject.unitId},
      ${JSON.stringify(job.payload)}::text::jsonb, ${job.maxAttempts})`);
  await tx.execute(sql`insert into outbox (job_id) values (${job.id})`);
}
