import { insertApplication, replacePlans } from '@huzhu/db/application/write-application';
import { nextNumber } from '@huzhu/db/public-number/next-number';
import type { ApplicationView, createDraftInput } from '@huzhu/domain/application/application.schema';
import { addDays } from '@huzhu/domain/calendar/calendar-date';
import type { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import { changeOnce } from '../application/change-once.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import type { Services } from '../services.ts';
import { choosePlans } from './choose-plans.ts';

/** 【保单录入】: a new draft with its number (manual 2.1–2.2). */
export async function createDraft(
  services: Services,
  actor: Actor,
  input: z.infer<typeof createDraftInput>,
): Promise<ApplicationView> {
  return changeOnce(services, actor, 'enrolment.createDraft', input, async (tx, today) => {
    const { unit, plans } = await choosePlans(tx, actor, input, addDays(today, 1));
    const application = await insertApplication(tx, {
      number: await nextNumber(tx, 'application', today),
      unitId: unit.id,
      requestedDate: input.requestedDate,
      createdBy: actor.staffId,
    });
    await replacePlans(
      tx,
      application.id,
      unit.id,
      plans.map(({ planId, planVersionId, shares }) => ({ planId, planVersionId, shares })),
    );
    await recordApplicationEvent(
      tx,
      actor,
      { number: application.number, unitId: unit.id },
      { action: '保单录入', to: 'draft', requestId: input.requestId },
    );
    return application.number;
  });
}
