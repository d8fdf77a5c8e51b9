import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { releaseCover } from '@huzhu/db/cover/reserve-cover';
import { endCover, settleCover } from '@huzhu/db/cover/settle-cover';
import { findPolicyOf } from '@huzhu/db/policy/read-policies';
import {
  decideTermination,
  insertTermination,
  readLastTermination,
  type TerminationRecord,
} from '@huzhu/db/policy/termination-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { type ApplicationView, calledApplication, type moveInput } from '@huzhu/domain/application/application.schema';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type {
  ProposeTerminationInput,
  refuseTerminationInput,
  TerminationView,
} from '@huzhu/domain/policy/termination.schema';
import type { z } from 'zod';
import { type Actor, refuseOwnWork, scopeOf } from '../access/actor.ts';
import { changeOnce } from '../application/change-once.ts';
import { endSupplementsOf } from '../application/lapse-supplement.ts';
import { loadApplication } from '../application/load-application.ts';
import { lockForMove } from '../application/lock-for-move.ts';
import { moveApplication } from '../application/move-application.ts';
import { openRefund } from '../application/open-refund.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { notify } from '../notification/notify.ts';
import type { Services } from '../services.ts';

/** The newest proposal to end an application; null where there was none. */
export async function viewTermination(services: Services, actor: Actor, number: string): Promise<TerminationView> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const last = await readLastTermination(tx, (await loadApplication(tx, number)).id);
    if (!last) return null;
    const { state, reason, lastDay, refusal } = last;
    return {
      number,
      state,
      reason,
      lastDay,
      refusal,
      proposedBy: last.proposedByName,
      proposedAt: last.proposedAt.toISOString(),
      own: last.proposedBy === actor.staffId,
    };
  });
}

/** 提出终止: nothing ends before a second society_admin agrees. @throws TERMINATION_OPEN, and the refusals of a move */
export async function proposeTermination(
  services: Services,
  actor: Actor,
  input: ProposeTerminationInput,
): Promise<ApplicationView> {
  return changeOnce(services, actor, 'policy.proposeTermination', input, async (tx) => {
    const application = await lockForMove(tx, actor, input, 'terminate');
    if ((await readLastTermination(tx, application.id))?.state === 'proposed')
      throw new DomainError('TERMINATION_OPEN');
    const { reason, requestId } = input;
    await insertTermination(tx, {
      applicationId: application.id,
      unitId: application.unitId,
      reason,
      proposedBy: actor.staffId,
    });
    await recordApplicationEvent(tx, actor, application, {
      action: '提出终止',
      reason,
      requestId,
      by: ['society_admin'],
    });
    await notify(tx, actor, application, 'society_admin', {
      kind: 'terminated',
      sentence: `${application.unit.name}的 ${application.number} 被提出终止，请复核：${reason}`,
    });
    return application.number;
  });
}

/**
 * 同意终止, by another account than the one that proposed it. Cover that runs ends with this day (含当日), and nothing goes back; cover that
 * has not begun never does, and what was paid goes back.
 * @throws OWN_WORK, TERMINATION_GONE, and the refusals of a move
 */
export async function approveTermination(
  services: Services,
  actor: Actor,
  input: z.infer<typeof moveInput>,
): Promise<ApplicationView> {
  return changeOnce(services, actor, 'policy.approveTermination', input, async (tx, today) => {
    const application = await lockForMove(tx, actor, input, 'terminate');
    const { reason } = await decide(tx, actor, application, { state: 'approved', lastDay: today });
    await moveApplication(tx, actor, application, 'terminate', {
      requestId: input.requestId,
      reason,
      details: { lastDay: today },
    });
    const policy = await findPolicyOf(tx, application.id);
    if (policy) await endSupplementsOf(tx, actor, policy.id, { reason, today, requestId: input.requestId });
    if (application.state === 'in_force') await endCover(tx, application.id, today);
    else await giveBack(tx, application, reason, today);
    await notify(tx, actor, application, 'unit', {
      kind: 'terminated',
      sentence: `${calledApplication(application)} 已终止：${reason}。如有疑问，请致电互助会热线。`,
    });
    return application.number;
  });
}

/** 不同意终止: everything stays as it is. @throws OWN_WORK, TERMINATION_GONE */
export async function refuseTermination(
  services: Services,
  actor: Actor,
  input: z.infer<typeof refuseTerminationInput>,
): Promise<ApplicationView> {
  return changeOnce(services, actor, 'policy.refuseTermination', input, async (tx) => {
    const application = await lockForMove(tx, actor, input, 'terminate');
    await decide(tx, actor, application, { state: 'refused', refusal: input.reason });
    await recordApplicationEvent(tx, actor, application, {
      action: '不同意终止',
      reason: input.reason,
      requestId: input.requestId,
      by: ['society_admin'],
    });
    return application.number;
  });
}

async function decide(
  tx: Transaction,
  actor: Actor,
  application: ApplicationRecord,
  decision: Omit<Parameters<typeof decideTermination>[2], 'decidedBy'>,
): Promise<TerminationRecord> {
  const last = await readLastTermination(tx, application.id);
  if (last?.state !== 'proposed') throw new DomainError('TERMINATION_GONE');
  refuseOwnWork(actor, [last.proposedBy]);
  if (!(await decideTermination(tx, last.id, { ...decision, decidedBy: actor.staffId }))) {
    throw new DomainError('TERMINATION_GONE');
  }
  return last;
}

async function giveBack(
  tx: Transaction,
  application: ApplicationRecord,
  reason: string,
  today: CalendarDate,
): Promise<void> {
  const { effectiveDate: start, endDate: end, premiumFen } = application;
  // Cover that has not begun is a reservation again, and is given up like one.
  if (start && end) await settleCover(tx, application.id, { start, end }, 'reserved');
  await releaseCover(tx, application.id);
  if (premiumFen)
    await openRefund(tx, application, { cause: 'voided', amountFen: premiumFen, reason: `终止：${reason}` }, today);
}
