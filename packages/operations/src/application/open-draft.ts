import { insertApplication, replacePlans } from '@huzhu/db/application/write-application';
import type { Transaction } from '@huzhu/db/connect';
import { nextNumber } from '@huzhu/db/public-number/next-number';
import type { ApplicationKind, Contact } from '@huzhu/domain/application/application.schema';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Actor } from '../access/actor.ts';
import { recordApplicationEvent } from './record-application-event.ts';

interface NewDraft {
  readonly kind: ApplicationKind;
  readonly unitId: number;
  readonly plans: readonly { readonly planId: number; readonly planVersionId: number; readonly shares: number }[];
  readonly requestedDate?: CalendarDate | null;
  /** What is added to, or goes on: whose contact is carried over too. */
  readonly parent?: { readonly policyId: number; readonly policyNumber: string; readonly contact: Contact | null };
  /** The words of 保单操作记录. */
  readonly action: string;
}

/** A new draft with its number, its plans and the first line of its record. */
export async function openDraft(
  tx: Transaction,
  actor: Actor,
  draft: NewDraft,
  { today, requestId }: { readonly today: CalendarDate; readonly requestId: string },
): Promise<{ readonly id: number; readonly number: string }> {
  const { kind, unitId, parent } = draft;
  const application = await insertApplication(tx, {
    number: await nextNumber(tx, kind === 'supplement' ? 'supplement' : 'application', today),
    kind,
    unitId,
    requestedDate: draft.requestedDate ?? null,
    createdBy: actor.staffId,
    ...(parent && { parentPolicyId: parent.policyId, contact: parent.contact }),
  });
  const plans = draft.plans.map(({ planId, planVersionId, shares }) => ({ planId, planVersionId, shares }));
  await replacePlans(tx, application.id, unitId, plans);
  await recordApplicationEvent(
    tx,
    actor,
    { number: application.number, unitId },
    { action: draft.action, to: 'draft', requestId, ...(parent && { details: { policy: parent.policyNumber } }) },
  );
  return application;
}
