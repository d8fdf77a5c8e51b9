import { createHash, randomBytes } from 'node:crypto';
import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { insertJob } from '@huzhu/db/job/insert-job';
import { countNewPersons, insertEndorsement, nextSequence } from '@huzhu/db/policy/endorsement-store';
import { type PolicyRecord, readPolicy } from '@huzhu/db/policy/read-policies';
import type { PremiumLine, Term } from '@huzhu/domain/application/premium';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Fen } from '@huzhu/domain/money/money';
import type { EndorsementContent } from '@huzhu/domain/policy/endorsement.schema';
import { makeVerificationCode } from '@huzhu/domain/policy/verification-code';
import { endorsementNumber } from '@huzhu/domain/public-number/public-number';
import { newJob } from '@huzhu/jobs/define-job';
import { renderEndorsementJob } from '@huzhu/jobs/policy/render-endorsement.job';
import { statedLines } from '../application/stated-lines.ts';

/**
 * The 保全 that a supplement becomes when its cover begins, and the job that makes its paper. The policy's own row stays as its paper
 * states it. @returns the endorsement's number
 */
export async function issueEndorsement(
  tx: Transaction,
  application: ApplicationRecord,
  term: Term,
  premium: { readonly lines: readonly PremiumLine[]; readonly totalFen: Fen },
  today: CalendarDate,
): Promise<string> {
  // Held, so that two supplements of one day are counted one after the other.
  const policy = await readPolicy(tx, { id: application.parent?.policyId ?? 0 }, { lock: true });
  if (!policy) throw new Error('a supplement has a policy');
  const sequence = await nextSequence(tx, policy.id);
  const number = endorsementNumber(policy.number, sequence);
  const newPersons = await countNewPersons(tx, policy.id, application.id);
  const shares = premium.lines.reduce((sum, line) => sum + line.shares, 0);
  const before = figuresNow(policy);
  const content: EndorsementContent = {
    policyNumber: policy.number,
    applicationNumber: application.number,
    unit: { name: application.unit.name, creditCode: application.unit.creditCode },
    end: term.end,
    lines: statedLines(application, premium.lines).map((line) => ({
      ...line,
      beforeHeadcount: headcountOf(policy, line.code),
    })),
  };
  const facts = { number, content, before, term, roster: application.rosterVersionId };
  const endorsement = await insertEndorsement(
    tx,
    {
      number,
      policyId: policy.id,
      sequence,
      kind: 'supplement',
      unitId: policy.unitId,
      applicationId: application.id,
      effectiveDate: term.start,
      issuedOn: today,
      beforeHeadcount: before.headcount,
      beforeShares: before.shares,
      beforePremiumFen: before.premiumFen,
      headcount: newPersons.get(null) ?? 0,
      shares,
      premiumFen: premium.totalFen,
      content,
      contentHash: createHash('sha256').update(JSON.stringify(facts)).digest('hex'),
      verifyToken: makeVerificationCode(randomBytes(20)),
    },
    application.plans.map(({ planId, version }) => {
      const line = premium.lines.find((candidate) => candidate.code === version.code);
      return {
        planId,
        headcount: newPersons.get(planId) ?? 0,
        shares: line?.shares ?? 0,
        premiumFen: line?.amountFen ?? 0,
      };
    }),
  );
  await insertJob(tx, {
    ...newJob(renderEndorsementJob, { endorsementId: endorsement.id }),
    subjectType: 'endorsement',
    subjectId: String(endorsement.id),
    unitId: application.unitId,
    applicationId: application.id,
  });
  return number;
}

/** What a policy insures now: its own row and its 保全. */
export const figuresNow = (of: Pick<PolicyRecord, 'headcount' | 'shares' | 'premiumFen' | 'endorsed'>) => ({
  headcount: of.headcount + of.endorsed.headcount,
  shares: of.shares + of.endorsed.shares,
  premiumFen: of.premiumFen + of.endorsed.premiumFen,
});

function headcountOf({ plans }: PolicyRecord, code: string): number {
  const plan = plans.find((candidate) => candidate.version.code === code);
  return plan ? plan.headcount + plan.endorsed.headcount : 0;
}
