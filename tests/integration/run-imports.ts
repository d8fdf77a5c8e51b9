import { createJobStore } from '@huzhu/db/job/job-store';
import { importRoster } from '@huzhu/operations/roster/import-roster';
import type { ProductWorld } from './product-world.ts';

/** Runs the imports of rosters that wait, as a worker would, in this process. */
export async function runImports(world: ProductWorld): Promise<void> {
  const services = { ...world.services, db: world.db.worker };
  const waiting = await world.db.owner.sql<{ id: string }[]>`
    select id from job where state = 'queued' and name = 'parse-roster'`;
  for (const { id } of waiting) {
    const claim = await createJobStore(world.db.worker).claim(id, 'test');
    if (claim.kind !== 'claimed') throw new Error(`not claimed: ${claim.kind}`);
    await importRoster(services, {
      ...claim.attempt,
      rosterVersionId: String(claim.payload.rosterVersionId),
      signal: new AbortController().signal,
      report: () => {},
    });
  }
}
