import { findVerifiedPolicy } from '@huzhu/db/policy/verify-policy';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { VerifiedPolicy } from '@huzhu/domain/policy/policy.schema';
import { readVerificationCode } from '@huzhu/domain/policy/verification-code';
import type { Services } from '../services.ts';

/** What the QR of an e-policy proves, to anybody who holds the paper. @throws VERIFICATION_CODE_UNKNOWN */
export async function verifyPolicy(services: Services, typed: string): Promise<VerifiedPolicy> {
  const code = readVerificationCode(typed);
  const found = code && (await withScope(services.db, { unitIds: [] }, (tx) => findVerifiedPolicy(tx, code)));
  if (!found) throw new DomainError('VERIFICATION_CODE_UNKNOWN');
  const { contentHash, ...facts } = found;
  return { ...facts, digest: contentHash.slice(0, 16) };
}
