import { createHash, randomBytes } from 'node:crypto';
import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { insertJob } from '@huzhu/db/job/insert-job';
import { insertPolicy } from '@huzhu/db/policy/policy-store';
import { nextNumber } from '@huzhu/db/public-number/next-number';
import type { PremiumLine } from '@huzhu/domain/application/premium';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Fen } from '@huzhu/domain/money/money';
import { makeVerificationCode } from '@huzhu/domain/policy/verification-code';
import { newJob } from '@huzhu/jobs/define-job';
import { renderPolicyJob } from '@huzhu/jobs/policy/render-policy.job';

/** The policy that an application becomes when its cover begins, and the job that makes its paper. @returns its number */
export async function issuePolicy(
  tx: Transaction,
  application: ApplicationRecord,
  term: { readonly start: CalendarDate; readonly end: CalendarDate },
  premium: { readonly lines: readonly PremiumLine[]; readonly totalFen: Fen; readonly headcount: number },
  today: CalendarDate,
): Promise<string> {
  const number = await nextNumber(tx, 'policy', today);
  const shares = premium.lines.reduce((sum, line) => sum + line.shares, 0);
  const facts = {
    number,
    unit: application.unit,
    term,
    lines: premium.lines,
    headcount: premium.headcount,
    roster: application.rosterVersionId,
  };
  const policy = await insertPolicy(
    tx,
    {
      number,
      applicationId: application.id,
      unitId: application.unitId,
      startDate: term.start,
      endDate: term.end,
      headcount: premium.headcount,
      shares,
      premiumFen: premium.totalFen,
      issuedOn: today,
      verifyToken: makeVerificationCode(randomBytes(20)),
      contentHash: createHash('sha256').update(JSON.stringify(facts)).digest('hex'),
    },
    application.plans.map(({ planId, planVersionId, version }) => {
      const line = premium.lines.find((candidate) => candidate.code === version.code);
      return {
        planId,
        planVersionId,
        headcount: line?.headcount ?? 0,
        shares: line?.shares ?? 0,
        premiumFen: line?.amountFen ?? 0,
      };
    }),
  );
  await insertJob(tx, {
    ...newJob(renderPolicyJob, { policyId: policy.id }),
    subjectType: 'policy',
    subjectId: String(policy.id),
    unitId: application.unitId,
    applicationId: application.id,
  });
  return number;
}
