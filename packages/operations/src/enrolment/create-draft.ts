import type { ApplicationView, createDraftInput } from '@huzhu/domain/application/application.schema';
import { addDays } from '@huzhu/domain/calendar/calendar-date';
import type { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import { changeOnce } from '../application/change-once.ts';
import { openDraft } from '../application/open-draft.ts';
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
    const { requestedDate, requestId } = input;
    const draft = { kind: 'enrolment', unitId: unit.id, plans, requestedDate, action: '保单录入' } as const;
    return (await openDraft(tx, actor, draft, { today, requestId })).number;
  });
}
