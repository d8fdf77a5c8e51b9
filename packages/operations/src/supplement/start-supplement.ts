import { findEmptySupplement } from '@huzhu/db/policy/supplement-store';
import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { addDays } from '@huzhu/domain/calendar/calendar-date';
import { refuseSupplement } from '@huzhu/domain/supplement/refuse-supplement';
import type { StartSupplementInput } from '@huzhu/domain/supplement/supplement.schema';
import type { Actor } from '../access/actor.ts';
import { changeOnce } from '../application/change-once.ts';
import { loadParent, parentOf } from '../application/load-parent.ts';
import { openDraft } from '../application/open-draft.ts';
import type { Services } from '../services.ts';

/**
 * 【保单补充申请】 (manual 3.1): a draft that adds persons to a policy in force. Plans, 份数 and the last day come from the policy, of its
 * plans those that take supplements; the contact is carried over to be looked at. A draft that is still empty is gone on with.
 * @throws NOT_FOUND, FORBIDDEN, SUPPLEMENT_PARENT_ENDED, SUPPLEMENT_NOT_ALLOWED, SUPPLEMENT_AFTER_END
 */
export async function startSupplement(
  services: Services,
  actor: Actor,
  input: StartSupplementInput,
): Promise<ApplicationView> {
  return changeOnce(services, actor, 'supplement.start', input, async (tx, today) => {
    const parent = await loadParent(tx, actor, input.policyNumber);
    const { policy, application } = parent;
    const open = application.plans.filter((plan) => plan.version.supplementAllowed);
    const plans = open.length > 0 ? open : application.plans;
    const refusal = refuseSupplement(
      parentOf(parent),
      plans.map((plan) => plan.version),
      addDays(today, 1),
    );
    if (refusal) throw refusal;
    const empty = await findEmptySupplement(tx, policy.id);
    if (empty) return empty;
    const { number } = await openDraft(
      tx,
      actor,
      {
        kind: 'supplement',
        unitId: policy.unitId,
        plans,
        parent: { policyId: policy.id, policyNumber: policy.number, contact: application.contact },
        action: '保单补充申请',
      },
      { today, requestId: input.requestId },
    );
    return number;
  });
}
