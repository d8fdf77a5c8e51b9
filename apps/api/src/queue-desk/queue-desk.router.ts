import {
  deskActDone,
  deskJobAct,
  deskJobList,
  deskOverview,
  deskQueueAct,
  listDeskJobsInput,
} from '@huzhu/domain/queue-desk/queue-desk.schema';
import { cancelJob, retryJob } from '@huzhu/operations/queue-desk/act-on-job';
import { pauseQueue, resumeQueue } from '@huzhu/operations/queue-desk/act-on-queue';
import { listDeskJobs } from '@huzhu/operations/queue-desk/list-desk-jobs';
import { overlookQueues } from '@huzhu/operations/queue-desk/overlook-queues';
import { router, systemProcedure } from '../trpc/trpc.ts';

const jobAct = systemProcedure.input(deskJobAct).output(deskActDone);
const queueAct = systemProcedure.input(deskQueueAct).output(deskActDone);

export const queueDeskRouter = router({
  overview: systemProcedure.output(deskOverview).query(({ ctx }) => overlookQueues(ctx.services)),
  jobs: systemProcedure
    .input(listDeskJobsInput)
    .output(deskJobList)
    .query(({ ctx, input }) => listDeskJobs(ctx.services, input)),
  retry: jobAct.mutation(({ ctx, input }) => retryJob(ctx.services, ctx.actor, input)),
  cancel: jobAct.mutation(({ ctx, input }) => cancelJob(ctx.services, ctx.actor, input)),
  pause: queueAct.mutation(({ ctx, input }) => pauseQueue(ctx.services, ctx.actor, input)),
  resume: queueAct.mutation(({ ctx, input }) => resumeQueue(ctx.services, ctx.actor, input)),
});
