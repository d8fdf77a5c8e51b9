import type { Transaction } from '@huzhu/db/connect';
import { pauseQueue as holdQueue, resumeQueue as releaseQueue } from '@huzhu/db/queue-desk/queue-pause-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { WORK_QUEUES } from '@huzhu/domain/queue-desk/job-kinds';
import type { deskQueueAct } from '@huzhu/domain/queue-desk/queue-desk.schema';
import type { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { recordDeskEvent } from './record-desk-event.ts';

type QueueAct = z.infer<typeof deskQueueAct>;

/** 暂停: what runs runs on, nothing new begins. The workers follow within two seconds. @throws QUEUE_PAUSE_CHANGED */
export function pauseQueue(services: Services, actor: Actor, input: QueueAct): Promise<{ reference: string }> {
  return act(services, actor, input, 'queueDesk.pause', '暂停队列', (tx) =>
    holdQueue(tx, { queue: input.queue, pausedBy: actor.staffId, pausedByName: actor.name, reason: input.reason }),
  );
}

/** 恢复. @throws QUEUE_PAUSE_CHANGED */
export function resumeQueue(services: Services, actor: Actor, input: QueueAct): Promise<{ reference: string }> {
  return act(services, actor, input, 'queueDesk.resume', '恢复队列', (tx) => releaseQueue(tx, input.queue));
}

async function act(
  services: Services,
  actor: Actor,
  input: QueueAct,
  procedure: string,
  label: string,
  run: (tx: Transaction) => Promise<boolean>,
): Promise<{ reference: string }> {
  return withScope(services.db, { queueDesk: true }, (tx) =>
    once(tx, actor, procedure, input, async () => {
      if (!(await run(tx))) throw new DomainError('QUEUE_PAUSE_CHANGED');
      await recordDeskEvent(tx, actor, {
        action: label,
        subjectType: 'queue',
        subjectId: input.queue,
        reason: input.reason,
        details: { queue: WORK_QUEUES[input.queue].label },
        requestId: input.requestId,
      });
      return { reference: WORK_QUEUES[input.queue].label };
    }),
  );
}
