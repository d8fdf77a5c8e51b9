import type { DeskJobRow } from '@huzhu/db/queue-desk/read-desk-jobs';
import { adviseOnFailure } from '@huzhu/domain/queue-desk/failure-advice';
import { WORK_QUEUE_NAMES, type WorkQueue } from '@huzhu/domain/queue-desk/job-kinds';
import type { DeskJob } from '@huzhu/domain/queue-desk/queue-desk.schema';
import { jobReference } from '@huzhu/jobs/define-job';
import { isJobName, JOB_DEFINITIONS, type JobName } from '@huzhu/jobs/job-definitions';

export const JOB_NAMES = Object.keys(JOB_DEFINITIONS) as JobName[];

/** The queue that runs a job. */
export function workQueueOf(name: JobName): WorkQueue {
  const queue = WORK_QUEUE_NAMES.find((known) => known === JOB_DEFINITIONS[name].queue);
  if (!queue) throw new RangeError(`the desk does not show the queue of ${name}`);
  return queue;
}

/** A job in the administrator's words. Rows of jobs that this version does not know were filtered by their names before. */
export function viewDeskJob(row: DeskJobRow): DeskJob {
  if (!isJobName(row.name)) throw new RangeError(`no such job: ${row.name}`);
  const { id, state, attempts } = row;
  const failed = row.desk === 'failed' || row.desk === 'settled';
  return {
    id,
    reference: jobReference(id),
    kind: row.name,
    queue: workQueueOf(row.name),
    applicationNumber: row.applicationNumber,
    unitName: row.unitName,
    state: row.desk,
    seen: { state, attempts },
    attempts,
    maxAttempts: row.maxAttempts,
    since: row.since,
    waitedSeconds: row.waitedSeconds,
    ranSeconds: row.ranSeconds,
    sentence: row.sentence,
    retry: failed ? adviseOnFailure({ kind: row.name, code: row.code, barred: row.barred }) : null,
  };
}
