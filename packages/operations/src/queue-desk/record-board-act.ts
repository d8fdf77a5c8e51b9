import { pauseQueue, resumeQueue } from '@huzhu/db/queue-desk/queue-pause-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { Actor } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { recordDeskEvent } from './record-desk-event.ts';

export interface BoardAct {
  readonly action: string;
  readonly queue: string;
  /** The queue's entry, where the act is about one. */
  readonly entry?: string | undefined;
  /** Which entries, where it is about all in one state. */
  readonly status?: string | undefined;
  /** A pause or its end is written down as well: the workers would undo it otherwise. */
  readonly paused?: boolean | undefined;
}

/** Writes down an act at bull-board, with who, before it is done: no act without its trace. */
export async function recordBoardAct(services: Services, actor: Actor, act: BoardAct): Promise<void> {
  const { action, queue, entry, status, paused } = act;
  await withScope(services.db, { queueDesk: true }, async (tx) => {
    if (paused === true) {
      await pauseQueue(tx, { queue, pausedBy: actor.staffId, pausedByName: actor.name, reason: '在原始队列里暂停' });
    }
    if (paused === false) await resumeQueue(tx, queue);
    await recordDeskEvent(tx, actor, {
      action,
      subjectType: entry ? 'job' : 'queue',
      subjectId: entry ?? queue,
      details: { queue, ...(status && { status }) },
    });
  });
}
