import { listEvents } from '@huzhu/db/audit/list-events';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { LastChange, lastChangeInput } from '@huzhu/domain/application/application.schema';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { loadApplication } from './load-application.ts';
import { rowSubject } from './record-edit.ts';

/** Who changed the application (or one row of its roster) last, for the one whose save came second. */
export async function findLastChange(
  services: Services,
  actor: Actor,
  input: z.infer<typeof lastChangeInput>,
): Promise<LastChange> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const { number } = await loadApplication(tx, input.number);
    const found =
      input.rowNumber === undefined
        ? [
            ...(await listEvents(tx, 'application_edit', number, 1)),
            ...(await listEvents(tx, 'application', number, 1)),
          ]
        : await listEvents(tx, 'roster_row_edit', rowSubject(number, input.rowNumber), 1);
    const last = found.sort((a, b) => b.id - a.id)[0];
    if (!last) return null;
    return {
      at: last.at.toISOString(),
      actorName: last.staffName,
      own: last.staffId === actor.staffId,
      label: last.action,
    };
  });
}
