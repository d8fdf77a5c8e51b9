import { compareRosters } from '@huzhu/db/application/compare-rosters';
import {
  listRosterChanges,
  type RosterChangeRecord,
  readLastSubmittedRoster,
} from '@huzhu/db/application/list-roster-changes';
import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { RosterChanges, rosterChangesInput } from '@huzhu/domain/review/review.schema';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { earlierRoster } from '../application/earlier-roster.ts';
import { loadApplication } from '../application/load-application.ts';
import type { Services } from '../services.ts';

const MOST = 500;
const NOTHING: RosterChanges = { with: null, joined: 0, left: 0, changed: 0, items: [] };

/** 与上次提交、与上期相比: who joined, left or changed their 份, by name. */
export async function compareSubmission(
  services: Services,
  actor: Actor,
  input: z.infer<typeof rosterChangesInput>,
): Promise<RosterChanges> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, input.number);
    const { rosterVersionId, submittedAt } = application;
    const other = submittedAt && rosterVersionId ? await otherRoster(tx, application, input.against) : undefined;
    if (!other || !rosterVersionId) return NOTHING;
    const { joined, left, changed } = await compareRosters(tx, other.rosterVersionId, rosterVersionId);
    const items = await listRosterChanges(tx, other.rosterVersionId, rosterVersionId, MOST);
    const name = (shares: RosterChangeRecord['before']) => inWords(shares, application);
    return {
      with: { number: other.number, covered: other.covered },
      joined,
      left,
      changed,
      items: items.map(({ before, after, ...item }) => ({ ...item, before: name(before), after: name(after) })),
    };
  });
}

async function otherRoster(
  tx: Transaction,
  application: ApplicationRecord,
  against: 'last_version' | 'last_enrolled',
): Promise<{ rosterVersionId: string; number: string; covered: boolean } | undefined> {
  if (against === 'last_version') {
    const rosterVersionId = await readLastSubmittedRoster(tx, application.id, application.rosterVersionId ?? '');
    return rosterVersionId ? { rosterVersionId, number: application.number, covered: false } : undefined;
  }
  return earlierRoster(tx, application);
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
