import type { DoneCounts, JobCount } from '@huzhu/db/queue-desk/count-desk-jobs';
import type { readPauses } from '@huzhu/db/queue-desk/queue-pause-store';
import { WORK_QUEUE_NAMES } from '@huzhu/domain/queue-desk/job-kinds';
import type { DeskQueue, DeskState } from '@huzhu/domain/queue-desk/queue-desk.schema';
import { JOB_NAMES, workQueueOf } from './view-desk-job.ts';

type Pauses = Awaited<ReturnType<typeof readPauses>>;

/** The queues with what waits, runs and failed in each. */
export function viewQueues(counts: readonly JobCount[], done: DoneCounts, pauses: Pauses): DeskQueue[] {
  return WORK_QUEUE_NAMES.map((name) => {
    const names: readonly string[] = JOB_NAMES.filter((job) => workQueueOf(job) === name);
    const own = counts.filter((count) => names.includes(count.name));
    const number = (state: DeskState) => own.reduce((sum, row) => sum + (row.desk === state ? row.count : 0), 0);
    const oldest = Math.max(-1, ...own.map((row) => row.oldestSeconds ?? -1));
    const pause = pauses.find(({ queue }) => queue === name);
    return {
      name,
      waiting: number('waiting'),
      active: number('active'),
      delayed: number('delayed'),
      failed: number('failed'),
      oldestWaitSeconds: oldest < 0 ? null : oldest,
      doneToday: names.reduce((sum, job) => sum + (done.todayByName[job] ?? 0), 0),
      paused: pause ? { at: pause.pausedAt.toISOString(), by: pause.pausedByName, reason: pause.reason } : null,
    };
  });
}
