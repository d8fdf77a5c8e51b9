import { createHash, randomBytes } from 'node:crypto';
import { readApplication } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { insertJob } from '@huzhu/db/job/insert-job';
import { insertEndorsement, nextSequence } from '@huzhu/db/policy/endorsement-store';
import { type PolicyFigures, type PolicyRecord, readPolicy } from '@huzhu/db/policy/read-policies';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { EndorsementContent, EndorsementKind } from '@huzhu/domain/policy/endorsement.schema';
import { makeVerificationCode } from '@huzhu/domain/policy/verification-code';
import { endorsementNumber } from '@huzhu/domain/public-number/public-number';
import { newJob } from '@huzhu/jobs/define-job';
import { renderEndorsementJob } from '@huzhu/jobs/policy/render-endorsement.job';
import { figuresNow } from './policy-figures.ts';

/** What an endorsement says, apart from what follows from its policy. */
export interface EndorsementFacts {
  readonly kind: EndorsementKind;
  /** Null for 更正 and 减员. */
  readonly applicationId: number | null;
  readonly effectiveDate: CalendarDate;
  readonly added: PolicyFigures;
  readonly plans: readonly (PolicyFigures & { readonly planId: number })[];
  readonly content: EndorsementContent;
}

/**
 * The policy, held until the transaction ends by its application's row, which a termination takes too: two endorsements of one policy are
 * numbered and counted one after the other.
 */
export async function holdPolicy(tx: Transaction, policyId: number): Promise<PolicyRecord> {
  const found = await readPolicy(tx, { id: policyId });
  if (found) await readApplication(tx, { id: found.applicationId }, { lock: true });
  const policy = await readPolicy(tx, { id: policyId });
  if (!policy) throw new DomainError('NOT_FOUND');
  return policy;
}

/** Writes the next 保全 of a held policy, and the job that makes its paper. The policy's own row stays as its paper states it. */
export async function recordEndorsement(
  tx: Transaction,
  policy: PolicyRecord,
  facts: EndorsementFacts,
  today: CalendarDate,
): Promise<{ readonly id: number; readonly number: string }> {
  const sequence = await nextSequence(tx, policy.id);
  const number = endorsementNumber(policy.number, sequence);
  const before = figuresNow(policy);
  const { kind, applicationId, effectiveDate, added, content } = facts;
  const { id } = await insertEndorsement(
    tx,
    {
      number,
      policyId: policy.id,
      sequence,
      kind,
      unitId: policy.unitId,
      applicationId,
      effectiveDate,
      issuedOn: today,
      beforeHeadcount: before.headcount,
      beforeShares: before.shares,
      beforePremiumFen: before.premiumFen,
      ...added,
      content,
      contentHash: createHash('sha256')
        .update(JSON.stringify({ number, before, ...facts }))
        .digest('hex'),
      verifyToken: makeVerificationCode(randomBytes(20)),
    },
    facts.plans,
  );
  await insertJob(tx, {
    ...newJob(renderEndorsementJob, { endorsementId: id }),
    subjectType: 'endorsement',
    subjectId: String(id),
    unitId: policy.unitId,
    applicationId: applicationId ?? policy.applicationId,
  });
  return { id, number };
}
