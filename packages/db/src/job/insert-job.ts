import type { Transaction } from '../connect.ts';
import { job, outbox } from './job.table.ts';

/** Writes a job and its outbox row in the business transaction: either both the act and its job stand, or neither. */
export async function insertJob(
  tx: Transaction,
  values: {
    name: string;
    subjectType: string;
    subjectId: string;
    unitId: number;
    total?: number;
    maxAttempts?: number;
  },
): Promise<{ id: string }> {
  const [row] = await tx.insert(job).values(values).returning({ id: job.id });
  if (!row) throw new Error('the job was not inserted');
  await tx.insert(outbox).values({ jobId: row.id });
  return row;
}
