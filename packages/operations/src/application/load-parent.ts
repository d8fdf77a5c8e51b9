import { type ApplicationRecord, readApplication } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { type PolicyRecord, readPolicy } from '@huzhu/db/policy/read-policies';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { type Actor, requireActFor } from '../access/actor.ts';

/**
 * The policy that something is to be added to, or that is to be renewed, held for the transaction: two presses make one draft.
 * @throws NOT_FOUND, FORBIDDEN where it is not the actor's own unit
 */
export async function loadParent(
  tx: Transaction,
  actor: Actor,
  policyNumber: string,
): Promise<{ readonly policy: PolicyRecord; readonly application: ApplicationRecord }> {
  const policy = await readPolicy(tx, { number: policyNumber });
  if (!policy) throw new DomainError('NOT_FOUND');
  requireActFor(actor, policy.unitId);
  const application = await readApplication(tx, { id: policy.applicationId }, { lock: true });
  if (!application) throw new DomainError('NOT_FOUND');
  return { policy, application };
}

/** As the rules about supplements and renewals see it. */
export const parentOf = ({ policy, application }: Awaited<ReturnType<typeof loadParent>>) => ({
  // A policy's application is in force or was.
  state: application.state as PolicyRecord['state'],
  start: policy.startDate,
  end: policy.endDate,
});
