import { findVerifiedEndorsement } from '@huzhu/db/policy/endorsement-store';
import { findVerifiedPolicy } from '@huzhu/db/policy/verify-policy';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { VerifiedPolicy } from '@huzhu/domain/policy/policy.schema';
import { readVerificationCode } from '@huzhu/domain/policy/verification-code';
import type { Services } from '../services.ts';

/** What the QR of an e-policy or of a 电子保全单 proves, to anybody who holds the paper. @throws VERIFICATION_CODE_UNKNOWN */
export async function verifyPolicy(services: Services, typed: string): Promise<VerifiedPolicy> {
  const code = readVerificationCode(typed);
  if (!code) throw new DomainError('VERIFICATION_CODE_UNKNOWN');
  return withScope(services.db, { unitIds: [] }, async (tx) => {
    const policy = await findVerifiedPolicy(tx, code);
    if (policy) {
      const { contentHash, ...facts } = policy;
      return { ...facts, endorsement: null, digest: contentHash.slice(0, 16) };
    }
    const endorsement = await findVerifiedEndorsement(tx, code);
    if (!endorsement) throw new DomainError('VERIFICATION_CODE_UNKNOWN');
    const { contentHash, number, policyNumber, sequence, ...facts } = endorsement;
    return { ...facts, number: policyNumber, endorsement: { number, sequence }, digest: contentHash.slice(0, 16) };
  });
}
