import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import { changeApplication, replacePlans } from '@huzhu/db/application/write-application';
import type { ApplicationView, updateDraftInput } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import { changeOnce } from '../application/change-once.ts';
import { lockForEdit } from '../application/load-application.ts';
import { recheckRoster } from '../application/recheck-roster.ts';
import { recordEdit } from '../application/record-edit.ts';
import { earliestStart } from '../application/reference-term.ts';
import type { Services } from '../services.ts';
import { type ChosenPlan, choosePlans } from './choose-plans.ts';

/** Saves step 选择保障计划. A roster that was already read is checked again by the worker under the new choice. */
export async function updateDraft(
  services: Services,
  actor: Actor,
  input: z.infer<typeof updateDraftInput>,
): Promise<ApplicationView> {
  return changeOnce(services, actor, 'enrolment.updateDraft', input, async (tx, today) => {
    const application = await lockForEdit(tx, actor, input.number, input.version);
    // A supplement's plans are its policy's.
    if (application.kind === 'supplement') throw new DomainError('INPUT_INVALID');
    const earliest = earliestStart(application, today);
    if (application.kind === 'renewal' && input.requestedDate && input.requestedDate < earliest) {
      throw new DomainError('RENEWAL_BEFORE_END', { earliest });
    }
    const { unit, plans } = await choosePlans(tx, actor, input, earliest);
    // Rows carry the unit they belong to; moving a read roster or ledger to another unit would leave it behind.
    const read = application.rosterVersionId ?? application.ledgerVersionId;
    if (unit.id !== application.unitId && read) throw new DomainError('INPUT_INVALID');
    await replacePlans(
      tx,
      application.id,
      unit.id,
      plans.map(({ planId, planVersionId, shares }) => ({ planId, planVersionId, shares })),
    );
    const version = await changeApplication(tx, application, {
      unitId: unit.id,
      requestedDate: input.requestedDate,
    });
    if (version === undefined) throw new DomainError('STALE_VERSION');
    if (application.rosterVersionId && changesChecks(application, plans, input.requestedDate)) {
      await recheckRoster(tx, actor, application);
    }
    await recordEdit(tx, actor, application, { action: '修改保障计划', requestId: input.requestId });
    return application.number;
  });
}

/** Whether a row could be judged differently: other plans, other 份数, another day at which ages are counted. */
function changesChecks(before: ApplicationRecord, plans: readonly ChosenPlan[], requestedDate: string | null): boolean {
  const key = (lines: readonly { planVersionId: number; shares: number }[]) =>
    lines
      .map((line) => `${line.planVersionId}×${line.shares}`)
      .sort()
      .join();
  return key(before.plans) !== key(plans) || before.requestedDate !== requestedDate;
}
