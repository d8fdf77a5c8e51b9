import { readApplication } from '@huzhu/db/application/read-application';
import { findOrphanedSupplements, UNDER_WAY } from '@huzhu/db/policy/supplement-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { TIMER } from '../access/actor.ts';
import { lapseSupplement } from '../application/lapse-supplement.ts';
import type { Services } from '../services.ts';

/** The timer's part: supplements under way whose policy is over, one transaction each. @returns how many lapsed */
export async function lapseOrphans(services: Services): Promise<number> {
  const today = await services.clock.today();
  const ids = await withScope(services.db, { all: true }, (tx) => findOrphanedSupplements(tx, today, 500));
  let lapsed = 0;
  for (const id of ids) {
    lapsed += await withScope(services.db, { all: true }, async (tx) => {
      const application = await readApplication(tx, { id }, { lock: true });
      if (!application || !(UNDER_WAY as readonly string[]).includes(application.state)) return 0;
      return (await lapseSupplement(tx, TIMER, application, today)) ? 1 : 0;
    });
  }
  return lapsed;
}
