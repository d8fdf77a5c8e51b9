import type { Transaction } from '@huzhu/db/connect';
import { insertJob } from '@huzhu/db/job/insert-job';
import { newJob } from '@huzhu/jobs/define-job';
import { parseRosterJob } from '@huzhu/jobs/roster/parse-roster.job';

/** Writes the job that reads a roster version, in the transaction that made the version. @returns the job's id */
export async function enqueueImport(
  tx: Transaction,
  version: { readonly id: string },
  application: { readonly id: number; readonly unitId: number },
): Promise<{ id: string }> {
  return insertJob(tx, {
    ...newJob(parseRosterJob, { rosterVersionId: version.id }),
    subjectType: 'roster_version',
    subjectId: version.id,
    unitId: application.unitId,
    applicationId: application.id,
  });
}
