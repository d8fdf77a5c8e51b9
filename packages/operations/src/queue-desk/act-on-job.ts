import type { Transaction } from '@huzhu/db/connect';
import { cancelDeskJob, type DeskOutcome, retryDeskJob } from '@huzhu/db/queue-desk/change-desk-job';
import { readDeskJob } from '@huzhu/db/queue-desk/read-desk-jobs';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { JOB_KINDS } from '@huzhu/domain/queue-desk/job-kinds';
import type { deskJobAct } from '@huzhu/domain/queue-desk/queue-desk.schema';
import { jobReference } from '@huzhu/jobs/define-job';
import { isJobName, JOB_DEFINITIONS, type JobName } from '@huzhu/jobs/job-definitions';
import type { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { recordDeskEvent } from './record-desk-event.ts';

type JobAct = z.infer<typeof deskJobAct>;

/** 重试: a failed job gets its attempts once more. @throws NOT_FOUND, JOB_CHANGED, JOB_RETRY_USELESS */
export function retryJob(services: Services, actor: Actor, input: JobAct): Promise<{ reference: string }> {
  return act(services, actor, input, {
    procedure: 'queueDesk.retry',
    label: '重试任务',
    run: (tx, name) => {
      if (input.seen.state !== 'failed') return Promise.resolve('changed');
      return retryDeskJob(tx, { id: input.jobId, attempts: input.seen.attempts, more: JOB_DEFINITIONS[name].attempts });
    },
    toState: 'queued',
  });
}

/** 取消任务: a job that waits or runs ends; a failure is put away. @throws NOT_FOUND, JOB_CHANGED */
export function cancelJob(services: Services, actor: Actor, input: JobAct): Promise<{ reference: string }> {
  const reference = jobReference(input.jobId);
  return act(services, actor, input, {
    procedure: 'queueDesk.cancel',
    label: '取消任务',
    run: (tx) =>
      cancelDeskJob(tx, {
        ...input.seen,
        id: input.jobId,
        sentence: `没有导入：系统管理员取消了这次处理。请再导入一次，或致电互助会热线 0755-83282383，报编号 ${reference}。`,
      }),
    toState: input.seen.state === 'failed' ? 'failed' : 'cancelled',
  });
}

async function act(
  services: Services,
  actor: Actor,
  input: JobAct,
  how: {
    readonly procedure: string;
    readonly label: string;
    readonly run: (tx: Transaction, name: JobName) => Promise<DeskOutcome>;
    readonly toState: string;
  },
): Promise<{ reference: string }> {
  return withScope(services.db, { queueDesk: true }, (tx) =>
    once(tx, actor, how.procedure, input, async () => {
      const job = await readDeskJob(tx, input.jobId);
      if (!job || !isJobName(job.name)) throw new DomainError('NOT_FOUND');
      const outcome = await how.run(tx, job.name);
      if (outcome === 'missing') throw new DomainError('NOT_FOUND');
      if (outcome === 'changed') throw new DomainError('JOB_CHANGED');
      if (outcome === 'useless') throw new DomainError('JOB_RETRY_USELESS');
      const reference = jobReference(input.jobId);
      await recordDeskEvent(tx, actor, {
        action: how.label,
        subjectType: 'job',
        subjectId: input.jobId,
        fromState: job.state,
        toState: how.toState,
        reason: input.reason,
        details: {
          reference,
          kind: JOB_KINDS[job.name].label,
          application: job.applicationNumber,
          unit: job.unitName,
          attempts: input.seen.attempts,
        },
        requestId: input.requestId,
      });
      return { reference };
    }),
  );
}
