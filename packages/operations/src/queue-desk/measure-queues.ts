import { countDeskJobs, type JobCount, type JobTimes, measureJobs } from '@huzhu/db/queue-desk/count-desk-jobs';
import { readPauses } from '@huzhu/db/queue-desk/queue-pause-store';
import { type DeskWorkerRow, readDeskWorkers } from '@huzhu/db/queue-desk/read-desk-workers';
import { withScope } from '@huzhu/db/scope/with-scope';
import { REFUSAL_CODES } from '@huzhu/domain/queue-desk/failure-advice';
import type { Services } from '../services.ts';

export interface QueueMeasures {
  readonly counts: readonly JobCount[];
  readonly times: readonly JobTimes[];
  readonly workers: readonly DeskWorkerRow[];
  readonly paused: readonly string[];
}

/** What `/metrics` tells of jobs and workers: from Postgres, so that any API process can tell it for all. */
export async function measureQueues(services: Services): Promise<QueueMeasures> {
  return withScope(services.db, { queueDesk: true }, async (tx) => ({
    counts: await countDeskJobs(tx, REFUSAL_CODES),
    times: await measureJobs(tx),
    workers: await readDeskWorkers(tx),
    paused: (await readPauses(tx)).map((pause) => pause.queue),
  }));
}
