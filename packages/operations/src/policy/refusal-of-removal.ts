import type { PolicyRecord } from '@huzhu/db/policy/read-policies';
import { DomainError } from '@huzhu/domain/error/domain-error';

/** Why nobody may leave a policy before its end: one of its plans does not allow it. */
export function refusalOfRemoval(policy: Pick<PolicyRecord, 'plans'>): DomainError | undefined {
  const closed = policy.plans.find((plan) => plan.version.removal === undefined);
  return closed && new DomainError('REMOVAL_NOT_ALLOWED', { plan: closed.version.name });
}
