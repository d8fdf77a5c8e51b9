import { countDeskJobs, countDone } from '@huzhu/db/queue-desk/count-desk-jobs';
import { readPauses } from '@huzhu/db/queue-desk/queue-pause-store';
import { readDeskJobs } from '@huzhu/db/queue-desk/read-desk-jobs';
import { type DeskWorkerRow, readDeskWorkers } from '@huzhu/db/queue-desk/read-desk-workers';
import { withScope } from '@huzhu/db/scope/with-scope';
import { diagnose } from '@huzhu/domain/queue-desk/diagnose';
import { REFUSAL_CODES } from '@huzhu/domain/queue-desk/failure-advice';
import type { DeskOverview, DeskWorker } from '@huzhu/domain/queue-desk/queue-desk.schema';
import { isJobName } from '@huzhu/jobs/job-definitions';
import type { Services } from '../services.ts';
import { JOB_NAMES, viewDeskJob } from './view-desk-job.ts';
import { viewQueues } from './view-queues.ts';

/** More failures than anybody reads; the rest are found by 查看. */
const FAILURES = 50;

/** 队列监控: what waits, runs and failed, the workers, and in one sentence whether anything is wrong. */
export async function overlookQueues(services: Services): Promise<DeskOverview> {
  return withScope(services.db, { queueDesk: true }, async (tx) => {
    const counts = await countDeskJobs(tx, REFUSAL_CODES);
    const done = await countDone(tx);
    const queues = viewQueues(counts, done, await readPauses(tx));
    const failed = { names: JOB_NAMES, refusals: REFUSAL_CODES, state: 'failed' as const, limit: FAILURES };
    const failures = (await readDeskJobs(tx, failed)).map(viewDeskJob);
    const workers = (await readDeskWorkers(tx)).map(viewWorker);
    const { todayByName: _, ...throughput } = done;
    return {
      at: new Date().toISOString(),
      diagnosis: diagnose({ workers, queues, curable: failures.filter(({ retry }) => retry?.helps).length }),
      queues,
      failures,
      workers,
      throughput,
    };
  });
}

function viewWorker({ loopLagMs: _, working, ...worker }: DeskWorkerRow): DeskWorker {
  return {
    ...worker,
    working: working.flatMap(({ name, count }) => (isJobName(name) ? [{ kind: name, count }] : [])),
  };
}
