import { readApplication } from '@huzhu/db/application/read-application';
import { releaseCover } from '@huzhu/db/cover/reserve-cover';
import { type ApplicationView, DELETED_DRAFT_DAYS, type moveInput } from '@huzhu/domain/application/application.schema';
import type { ApplicationEvent } from '@huzhu/domain/application/application-state';
import { APPLICATION_TRANSITIONS } from '@huzhu/domain/application/application-state';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { addDays } from '@huzhu/domain/calendar/calendar-date';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { changeOnce } from './change-once.ts';
import { closeNotice } from './close-notice.ts';
import { moveApplication } from './move-application.ts';

type Input = z.infer<typeof moveInput>;

/** 撤回申请, and the soft delete of a draft with its undo: the moves of a unit that need nothing but the table's leave. */
async function moveByUnit(
  services: Services,
  actor: Actor,
  input: Input,
  event: Extract<ApplicationEvent, 'withdraw' | 'delete' | 'restore'>,
): Promise<ApplicationView> {
  return changeOnce(services, actor, `application.${event}`, input, async (tx) => {
    const application = await readApplication(tx, input, { lock: true, deleted: true });
    if (!application) throw new DomainError('NOT_FOUND');
    if (application.version !== input.version) throw new DomainError('STALE_VERSION');
    if (event === 'restore') refuseLateRestore(application.updatedAt);
    const notice = event === 'withdraw' ? await closeNotice(tx, application, '单位撤回申请') : undefined;
    await moveApplication(tx, actor, application, event, {
      requestId: input.requestId,
      ...(notice ? { details: { notice } } : {}),
    });
    if (APPLICATION_TRANSITIONS[event].cover === 'release') await releaseCover(tx, application.id);
    return application.number;
  });
}

function refuseLateRestore(deletedAt: Date): void {
  const until = addDays(shanghaiDate(deletedAt), DELETED_DRAFT_DAYS);
  if (shanghaiDate(new Date()) > until) throw new DomainError('DRAFT_GONE', { days: DELETED_DRAFT_DAYS });
}

export const withdrawApplication = (services: Services, actor: Actor, input: Input) =>
  moveByUnit(services, actor, input, 'withdraw');
export const removeDraft = (services: Services, actor: Actor, input: Input) =>
  moveByUnit(services, actor, input, 'delete');
export const restoreDraft = (services: Services, actor: Actor, input: Input) =>
  moveByUnit(services, actor, input, 'restore');
