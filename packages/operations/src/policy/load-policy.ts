import type { Transaction } from '@huzhu/db/connect';
import { type PolicyRecord, readPolicy } from '@huzhu/db/policy/read-policies';
import { DomainError } from '@huzhu/domain/error/domain-error';

/** The policy of that number, or NOT_FOUND: a foreign one answers exactly as a missing one. */
export async function loadPolicy(tx: Transaction, number: string): Promise<PolicyRecord> {
  const policy = await readPolicy(tx, { number });
  if (!policy) throw new DomainError('NOT_FOUND');
  return policy;
}
