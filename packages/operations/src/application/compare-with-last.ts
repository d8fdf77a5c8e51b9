import { compareRosters, readLastEnrolled } from '@huzhu/db/application/compare-rosters';
import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import type { ApplicationSummary } from '@huzhu/domain/application/application.schema';

/** 和上期保单相比: catches a wrong file before it is submitted. Null when the unit never enrolled, or has no roster yet. */
export async function compareWithLast(
  tx: Transaction,
  application: ApplicationRecord,
): Promise<ApplicationSummary['difference']> {
  if (!application.rosterVersionId) return null;
  const last = await readLastEnrolled(tx, application.unitId, application.id);
  if (!last) return null;
  return {
    number: last.number,
    covered: last.state === 'in_force' || last.state === 'expired',
    headcount: last.headcount,
    ...(await compareRosters(tx, last.rosterVersionId, application.rosterVersionId)),
  };
}
