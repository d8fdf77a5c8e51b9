import { createJobStore } from '@huzhu/db/job/job-store';
import { parseRosterJob } from '@huzhu/jobs/roster/parse-roster.job';
import { type JobRun, runAttempt } from '@huzhu/jobs/runtime/run-attempt';
import { importRoster } from '@huzhu/operations/roster/import-roster';
import type { ProductWorld } from './product-world.ts';

/** Runs the imports of rosters that wait, as a worker would, in this process. A file that is refused ends its job as failed. */
export async function runImports(world: ProductWorld): Promise<void> {
  const services = { ...world.services, db: world.db.worker };
  const store = createJobStore(world.db.worker);
  const waiting = await world.db.owner.sql<{ id: string }[]>`
    select id from job where state = 'queued' and name = 'parse-roster'`;
  const run = ({ payload, attempt, signal, progress }: JobRun<{ rosterVersionId: string }>) =>
    importRoster(services, { ...attempt, rosterVersionId: payload.rosterVersionId, signal, report: progress });
  for (const { id } of waiting) {
    const claim = await store.claim(id, 'test');
    if (claim.kind !== 'claimed') throw new Error(`not claimed: ${claim.kind}`);
    await runAttempt(parseRosterJob, run, claim, {
      store,
      shutdown: new AbortController().signal,
      onEvent: (event) => {
        if (event.kind === 'error' || event.kind === 'retry') throw event.error;
      },
    });
  }
}
