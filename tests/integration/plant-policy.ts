import { createHash } from 'node:crypto';
import { readApplication } from '@huzhu/db/application/read-application';
import { insertPolicy } from '@huzhu/db/policy/policy-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { makeVerificationCode } from '@huzhu/domain/policy/verification-code';
import { renderPolicy } from '@huzhu/operations/policy/render-policy';
import { type ProductWorld, TODAY } from './product-world.ts';

/** The number of the policy that `plantPolicy` gives an application. */
export const policyNumberOf = (applicationNumber: string): string => `HZ${applicationNumber.slice(2)}`;

/** Its 核验码. */
export const verificationCodeOf = (applicationNumber: string): string =>
  makeVerificationCode(createHash('sha256').update(applicationNumber).digest());

/** Gives an application a policy, whatever its state, for tests that are about who may have it. */
export async function plantPolicy(
  world: ProductWorld,
  applicationNumber: string,
  options: { readonly document?: boolean } = {},
): Promise<void> {
  const policy = await withScope(world.db.owner, { all: true }, async (tx) => {
    const application = await readApplication(tx, { number: applicationNumber });
    if (!application) throw new Error(`no application ${applicationNumber}`);
    const facts = { headcount: 1, shares: 1, premiumFen: 9_500 };
    return insertPolicy(
      tx,
      {
        ...facts,
        number: policyNumberOf(applicationNumber),
        applicationId: application.id,
        unitId: application.unitId,
        startDate: TODAY,
        endDate: asDate('2027-11-22'),
        issuedOn: TODAY,
        verifyToken: verificationCodeOf(applicationNumber),
        contentHash: '0'.repeat(64),
      },
      application.plans.map(({ planId, planVersionId }) => ({ planId, planVersionId, ...facts })),
    );
  });
  if (options.document) await renderPolicy({ ...world.services, db: world.db.worker }, policy.id);
}
