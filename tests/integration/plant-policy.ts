import { createHash, randomUUID } from 'node:crypto';
import { type ApplicationRecord, readApplication } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { insertEndorsement } from '@huzhu/db/policy/endorsement-store';
import { insertPolicyChange } from '@huzhu/db/policy/policy-change-store';
import { insertPolicy } from '@huzhu/db/policy/policy-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { makeVerificationCode } from '@huzhu/domain/policy/verification-code';
import { renderEndorsement } from '@huzhu/operations/policy/render-endorsement';
import { renderPolicy } from '@huzhu/operations/policy/render-policy';
import { type ProductWorld, TODAY } from './product-world.ts';

/** The number of the policy that `plantPolicy` gives an application. */
export const policyNumberOf = (applicationNumber: string): string => `HZ${applicationNumber.slice(2)}`;

/** Its 核验码. */
export const verificationCodeOf = (applicationNumber: string): string =>
  makeVerificationCode(createHash('sha256').update(applicationNumber).digest());

/** The number of the 减员 that an endorsed one has waiting. */
export const changeNumberOf = (applicationNumber: string): string => `BG${applicationNumber.slice(2)}`;

/** Gives an application a policy, whatever its state, for tests that are about who may have it. */
export async function plantPolicy(
  world: ProductWorld,
  applicationNumber: string,
  options: { readonly document?: boolean; readonly endorsed?: boolean } = {},
): Promise<void> {
  const policy = await withScope(world.db.owner, { all: true }, async (tx) => {
    const application = await readApplication(tx, { number: applicationNumber });
    if (!application) throw new Error(`no application ${applicationNumber}`);
    const facts = { headcount: 1, shares: 1, premiumFen: 9_500 };
    const inserted = await insertPolicy(
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
    const endorsed = options.endorsed ? await endorse(tx, application, inserted.id) : undefined;
    return { ...inserted, endorsed };
  });
  if (!options.document) return;
  const worker = { ...world.services, db: world.db.worker };
  await renderPolicy(worker, policy.id);
  if (policy.endorsed) await renderEndorsement(worker, policy.endorsed.id);
}

/** A 保全 of the policy, and a change of it that waits for a reviewer. */
async function endorse(tx: Transaction, application: ApplicationRecord, policyId: number): Promise<{ id: number }> {
  const policyNumber = policyNumberOf(application.number);
  const nothing = { headcount: 0, shares: 0, premiumFen: 0 };
  const endorsement = await insertEndorsement(
    tx,
    {
      ...nothing,
      number: `${policyNumber}-01`,
      policyId,
      sequence: 1,
      kind: 'correction',
      applicationId: application.id,
      unitId: application.unitId,
      effectiveDate: TODAY,
      issuedOn: TODAY,
      beforeHeadcount: 1,
      beforeShares: 1,
      beforePremiumFen: 9_500,
      content: {
        policyNumber,
        applicationNumber: changeNumberOf(application.number),
        unit: application.unit,
        end: asDate('2027-11-22'),
        lines: [],
        corrections: [],
      },
      contentHash: '0'.repeat(64),
      verifyToken: `endorsed ${policyNumber}`,
    },
    [],
  );
  await insertPolicyChange(
    tx,
    {
      number: changeNumberOf(application.number),
      policyId,
      unitId: application.unitId,
      kind: 'removal',
      reason: '已离职',
      requestedBy: application.createdBy,
    },
    [
      {
        applicationId: application.id,
        rosterVersionId: randomUUID(),
        rowNumber: 2,
        idMasked: '449***********0019',
        before: { name: '王一', phone: '', documentType: 'resident_id' },
        after: null,
      },
    ],
  );
  return endorsement;
}
