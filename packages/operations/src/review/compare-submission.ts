import { readLastSubmittedRoster } from '@huzhu/db/application/list-roster-changes';
import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { RosterChanges, rosterChangesInput } from '@huzhu/domain/review/review.schema';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { type EarlierRoster, earlierRoster } from '../application/earlier-roster.ts';
import { listChanges, NO_CHANGES } from '../application/list-changes.ts';
import { loadApplication } from '../application/load-application.ts';
import type { Services } from '../services.ts';

/** 与上次提交、与上期相比: who joined, left or changed their 份, by name. */
export async function compareSubmission(
  services: Services,
  actor: Actor,
  input: z.infer<typeof rosterChangesInput>,
): Promise<RosterChanges> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, input.number);
    const other = application.submittedAt ? await otherRoster(tx, application, input.against) : undefined;
    return other ? listChanges(tx, application, other) : NO_CHANGES;
  });
}

async function otherRoster(
  tx: Transaction,
  application: ApplicationRecord,
  against: 'last_version' | 'last_enrolled',
): Promise<Omit<EarlierRoster, 'headcount'> | undefined> {
  if (against === 'last_enrolled') return earlierRoster(tx, application);
  const rosterVersionId = await readLastSubmittedRoster(tx, application.id, application.rosterVersionId ?? '');
  return rosterVersionId ? { rosterVersionId, number: application.number, covered: false } : undefined;
}
