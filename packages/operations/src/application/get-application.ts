import { withScope } from '@huzhu/db/scope/with-scope';
import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { type Actor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { loadApplication } from './load-application.ts';
import { viewApplication } from './view-application.ts';

export async function getApplication(services: Services, actor: Actor, number: string): Promise<ApplicationView> {
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) =>
    viewApplication(await loadApplication(tx, number), actor, today),
  );
}
