import { compareRosters } from '@huzhu/db/application/compare-rosters';
import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import type { ApplicationSummary } from '@huzhu/domain/application/application.schema';
import { earlierRoster } from './earlier-roster.ts';

/** 和上期保单相比: catches a wrong file before it is submitted. Null when the unit never enrolled, or has no roster yet. */
export async function compareWithLast(
  tx: Transaction,
  application: ApplicationRecord,
): Promise<ApplicationSummary['difference']> {
  if (!application.rosterVersionId) return null;
  const earlier = await earlierRoster(tx, application);
  if (!earlier) return null;
  const { rosterVersionId, ...told } = earlier;
  return { ...told, ...(await compareRosters(tx, rosterVersionId, application.rosterVersionId)) };
}
