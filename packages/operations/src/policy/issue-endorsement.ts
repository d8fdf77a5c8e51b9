import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { countNewPersons } from '@huzhu/db/policy/endorsement-store';
import type { PolicyRecord } from '@huzhu/db/policy/read-policies';
import type { PremiumLine, Term } from '@huzhu/domain/application/premium';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Fen } from '@huzhu/domain/money/money';
import { statedLines } from '../application/stated-lines.ts';
import { figuresNow } from './policy-figures.ts';
import { holdPolicy, recordEndorsement } from './record-endorsement.ts';

/** The 保全 that a supplement becomes when its cover begins. @returns the endorsement's number */
export async function issueEndorsement(
  tx: Transaction,
  application: ApplicationRecord,
  term: Term,
  premium: { readonly lines: readonly PremiumLine[]; readonly totalFen: Fen },
  today: CalendarDate,
): Promise<string> {
  const policy = await holdPolicy(tx, application.parent?.policyId ?? 0);
  const newPersons = await countNewPersons(tx, policy.id, application.id);
  const { number } = await recordEndorsement(
    tx,
    policy,
    {
      kind: 'supplement',
      applicationId: application.id,
      effectiveDate: term.start,
      added: {
        headcount: newPersons.get(null) ?? 0,
        shares: premium.lines.reduce((sum, line) => sum + line.shares, 0),
        premiumFen: premium.totalFen,
      },
      plans: application.plans.map(({ planId, version }) => {
        const line = premium.lines.find((candidate) => candidate.code === version.code);
        return {
          planId,
          headcount: newPersons.get(planId) ?? 0,
          shares: line?.shares ?? 0,
          premiumFen: line?.amountFen ?? 0,
        };
      }),
      content: {
        policyNumber: policy.number,
        applicationNumber: application.number,
        unit: { name: application.unit.name, creditCode: application.unit.creditCode },
        end: term.end,
        lines: statedLines(application, premium.lines).map((line) => ({
          ...line,
          beforeHeadcount: headcountOf(policy, line.code),
        })),
      },
    },
    today,
  );
  return number;
}

function headcountOf({ plans }: PolicyRecord, code: string): number {
  const plan = plans.find((candidate) => candidate.version.code === code);
  return plan ? figuresNow(plan).headcount : 0;
}
