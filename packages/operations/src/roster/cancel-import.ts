import { cancelJob } from '@huzhu/db/job/cancel-job';
import { readLatestImport } from '@huzhu/db/roster/roster-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { RosterStatus, rosterAct } from '@huzhu/domain/roster/roster.schema';
import type { z } from 'zod';
import { type Actor, requireActFor, scopeOf } from '../access/actor.ts';
import { isRunning } from '../application/current-roster.ts';
import { loadApplication } from '../application/load-application.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { rosterStatusOf } from './roster-status.ts';

/**
 * 停止导入: the job ends as cancelled and its version is discarded with it (migration 0005); a roster that was there
 * before still counts. The application is not locked: a publication holds its job first and the application second.
 * @throws IMPORT_ENDED when it was done a moment earlier
 */
export async function cancelImport(
  services: Services,
  actor: Actor,
  input: z.infer<typeof rosterAct>,
): Promise<RosterStatus> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, input.number);
    requireActFor(actor, application.unitId);
    await once(tx, actor, 'roster.cancelImport', input, async () => {
      const latest = await readLatestImport(tx, application.id);
      if (!latest || !isRunning(latest)) throw new DomainError('IMPORT_ENDED');
      // A recheck carries a change of plans that is saved already: without it the rows would be judged by the old choice.
      if (latest.version.copiedFrom && !latest.version.addsFile) throw new DomainError('ROSTER_IMPORTING');
      if (!(await cancelJob(tx, latest.job.id))) throw new DomainError('IMPORT_ENDED');
      await recordApplicationEvent(tx, actor, application, {
        action: '停止导入名单',
        details: { file: latest.file.name },
        requestId: input.requestId,
      });
      return null;
    });
    return rosterStatusOf(tx, application);
  });
}
