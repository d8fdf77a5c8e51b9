import { compareRosters } from '@huzhu/db/application/compare-rosters';
import { listRosterChanges, type RosterChangeRecord } from '@huzhu/db/application/list-roster-changes';
import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { RosterChanges } from '@huzhu/domain/review/review.schema';
import type { EarlierRoster } from './earlier-roster.ts';

const MOST = 500;
export const NO_CHANGES: RosterChanges = { with: null, joined: 0, left: 0, changed: 0, items: [] };

/** Who joined, left or changed their 份 from an earlier roster to the application's, by name; the first 500. */
export async function listChanges(
  tx: Transaction,
  application: ApplicationRecord,
  earlier: Omit<EarlierRoster, 'headcount'>,
): Promise<RosterChanges> {
  const { rosterVersionId } = application;
  if (!rosterVersionId) return NO_CHANGES;
  const { joined, left, changed } = await compareRosters(tx, earlier.rosterVersionId, rosterVersionId);
  const items = await listRosterChanges(tx, earlier.rosterVersionId, rosterVersionId, MOST);
  const name = (shares: RosterChangeRecord['before']) => inWords(shares, application);
  return {
    with: { number: earlier.number, covered: earlier.covered },
    joined,
    left,
    changed,
    items: items.map(({ before, after, ...item }) => ({ ...item, before: name(before), after: name(after) })),
  };
}

/** `重大疾病 2 份、意外伤害 1 份` */
function inWords(shares: RosterChangeRecord['before'], { plans }: ApplicationRecord): string {
  return Object.entries(shares ?? {})
    .filter(([, n]) => n > 0)
    .map(([code, n]) => {
      const version = plans.find((plan) => plan.version.code === code)?.version ?? seedPlan(code as PlanCode);
      return `${version.shortName} ${n} 份`;
    })
    .join('、');
}
