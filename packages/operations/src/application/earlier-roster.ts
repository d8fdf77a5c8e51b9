import { readLastEnrolled } from '@huzhu/db/application/compare-rosters';
import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { countRows } from '@huzhu/db/roster/count-rows';

export interface EarlierRoster {
  readonly rosterVersionId: string;
  /** The application it belongs to. */
  readonly number: string;
  /** Whether it became cover, or was only submitted. */
  readonly covered: boolean;
  readonly headcount: number;
}

/**
 * What a roster is compared with: a renewal with the persons of the policy that ends, a 参保 with what the unit last enrolled, a
 * supplement, which names only who joins, with nothing.
 */
export async function earlierRoster(
  tx: Transaction,
  application: ApplicationRecord,
): Promise<EarlierRoster | undefined> {
  const { kind, parent, carriedRosterVersionId: carried } = application;
  if (kind === 'supplement') return undefined;
  if (parent && carried) {
    const { rows } = await countRows(tx, carried);
    return { rosterVersionId: carried, number: parent.applicationNumber, covered: true, headcount: rows };
  }
  const last = await readLastEnrolled(tx, application.unitId, application.id);
  return last && { ...last, covered: last.state === 'in_force' || last.state === 'expired' };
}
