import { readApplication } from '@huzhu/db/application/read-application';
import { changeApplication } from '@huzhu/db/application/write-application';
import { readOfferedPlans } from '@huzhu/db/plan/read-plans';
import { findRenewal } from '@huzhu/db/policy/supplement-store';
import { carryRosterRows } from '@huzhu/db/roster/carry-roster-rows';
import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { StartRenewalInput } from '@huzhu/domain/renewal/renewal.schema';
import { refuseRenewal } from '@huzhu/domain/renewal/renewal-window';
import type { Actor } from '../access/actor.ts';
import { changeOnce } from '../application/change-once.ts';
import { loadParent, parentOf } from '../application/load-parent.ts';
import { openDraft } from '../application/open-draft.ts';
import { recheckRoster } from '../application/recheck-roster.ts';
import type { Services } from '../services.ts';

/**
 * 【续保】: a draft for the next term with the plans as they are offered now, the 份数, the contact and the persons of the policy that ends.
 * The worker checks everybody again: ages on the new first day, cover elsewhere, the ledger. One renewal of a policy at a time: a second
 * press leads to the first.
 * @throws NOT_FOUND, FORBIDDEN, RENEWAL_TOO_EARLY, RENEWAL_NOT_POSSIBLE
 */
export async function startRenewal(
  services: Services,
  actor: Actor,
  input: StartRenewalInput,
): Promise<ApplicationView> {
  return changeOnce(services, actor, 'renewal.start', input, async (tx, today) => {
    const parent = await loadParent(tx, actor, input.policyNumber);
    const { policy, application } = parent;
    const refusal = refuseRenewal(parentOf(parent), today);
    if (refusal) throw refusal;
    const open = await findRenewal(tx, policy.id);
    if (open) return open;
    const offered = await readOfferedPlans(tx);
    // A plan that is no longer offered is left out; the first step shows what is.
    const plans = application.plans.flatMap(({ planId, shares }) => {
      const now = offered.find((plan) => plan.planId === planId);
      return now ? [{ planId, planVersionId: now.planVersionId, shares }] : [];
    });
    const parentOfDraft = { policyId: policy.id, policyNumber: policy.number, contact: application.contact };
    const { id, number } = await openDraft(
      tx,
      actor,
      { kind: 'renewal', unitId: policy.unitId, plans, parent: parentOfDraft, action: '续保' },
      { today, requestId: input.requestId },
    );
    const carried = await carryRosterRows(tx, { applicationId: id, unitId: policy.unitId }, policy);
    const draft = await readApplication(tx, { id }, { lock: true });
    if (!draft) throw new DomainError('NOT_FOUND');
    if (carried && draft.plans.length > 0) {
      await changeApplication(tx, draft, { rosterVersionId: carried, carriedRosterVersionId: carried });
      await recheckRoster(tx, actor, { ...draft, rosterVersionId: carried }, '带入上期名单，重新检查');
    }
    return number;
  });
}
