import { releaseCover } from '@huzhu/db/cover/reserve-cover';
import { returnMarks } from '@huzhu/db/review/review-mark-store';
import { copyRosterVersion } from '@huzhu/db/roster/copy-roster-version';
import {
  type ApplicationView,
  calledApplication,
  type MoveWithReasonInput,
} from '@huzhu/domain/application/application.schema';
import type { ApplicationEvent } from '@huzhu/domain/application/application-state';
import { APPLICATION_TRANSITIONS } from '@huzhu/domain/application/application-state';
import { type Actor, refuseOwnWork } from '../access/actor.ts';
import { changeOnce } from '../application/change-once.ts';
import { closeNotice } from '../application/close-notice.ts';
import { lockForMove } from '../application/lock-for-move.ts';
import { moveApplication } from '../application/move-application.ts';
import { notify } from '../notification/notify.ts';
import type { Services } from '../services.ts';

type Refusal = Extract<ApplicationEvent, 'return' | 'return_approved' | 'reject'>;

/**
 * 退回修改, 作废通知书并退回 and 拒绝: the review ends without a notice that stands, and the unit is told why. What was submitted stays
 * as it was; the unit changes a copy of its roster.
 */
async function refuseApplication(
  services: Services,
  actor: Actor,
  input: MoveWithReasonInput,
  event: Refusal,
): Promise<ApplicationView> {
  return changeOnce(services, actor, `review.${event}`, input, async (tx) => {
    const application = await lockForMove(tx, actor, input, event);
    refuseOwnWork(actor, [application.submittedBy, application.createdBy]);
    const marks = await returnMarks(tx, application.id);
    const voided = await closeNotice(tx, application, input.reason);
    const { rosterVersionId } = application;
    const changeable = event !== 'reject' && rosterVersionId ? await copyRosterVersion(tx, rosterVersionId) : undefined;
    await moveApplication(tx, actor, application, event, {
      requestId: input.requestId,
      reason: input.reason,
      ...(changeable ? { fields: { rosterVersionId: changeable } } : {}),
      details: { marks, ...(voided ? { voided } : {}) },
    });
    if (APPLICATION_TRANSITIONS[event].cover === 'release') await releaseCover(tx, application.id);
    await notify(tx, actor, application, 'unit', {
      kind: event === 'reject' ? 'rejected' : 'returned',
      sentence: `${calledApplication(application)} ${event === 'reject' ? '没有通过审核' : '已退回修改'}：${input.reason}`,
    });
    return application.number;
  });
}

export const returnApplication = (services: Services, actor: Actor, input: MoveWithReasonInput) =>
  refuseApplication(services, actor, input, 'return');
export const returnApproved = (services: Services, actor: Actor, input: MoveWithReasonInput) =>
  refuseApplication(services, actor, input, 'return_approved');
export const rejectApplication = (services: Services, actor: Actor, input: MoveWithReasonInput) =>
  refuseApplication(services, actor, input, 'reject');
