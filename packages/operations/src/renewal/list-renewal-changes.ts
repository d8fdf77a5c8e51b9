import { withScope } from '@huzhu/db/scope/with-scope';
import type { RosterChanges } from '@huzhu/domain/review/review.schema';
import { type Actor, scopeOf } from '../access/actor.ts';
import { earlierRoster } from '../application/earlier-roster.ts';
import { listChanges, NO_CHANGES } from '../application/list-changes.ts';
import { loadApplication } from '../application/load-application.ts';
import type { Services } from '../services.ts';

/** 和上期相比, for the unit that fills a renewal and those above it; the society sees a list only when it was submitted. @throws NOT_FOUND */
export async function listRenewalChanges(services: Services, actor: Actor, number: string): Promise<RosterChanges> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, number);
    const earlier = application.kind === 'renewal' ? await earlierRoster(tx, application) : undefined;
    return earlier ? listChanges(tx, application, earlier) : NO_CHANGES;
  });
}
