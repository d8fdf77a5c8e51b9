import { forgetHeader } from '@huzhu/db/roster/header-mapping-store';
import { changeRosterVersion } from '@huzhu/db/roster/roster-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { RosterStatus, rosterAct } from '@huzhu/domain/roster/roster.schema';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { lockForEdit } from '../application/load-application.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { rosterStatusOf } from './roster-status.ts';

/** 不再记住: the next file of the unit with this header is asked about again. The roster that was read stays as it is. */
export async function forgetMapping(
  services: Services,
  actor: Actor,
  input: z.infer<typeof rosterAct>,
): Promise<RosterStatus> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await lockForEdit(tx, actor, input.number);
    const version = await editableRoster(tx, application);
    await once(tx, actor, 'roster.forgetMapping', input, async () => {
      const { mapping } = version;
      if (!mapping?.fingerprint) return null;
      await forgetHeader(tx, application.unitId, mapping.fingerprint);
      await changeRosterVersion(tx, version.id, { mapping: { ...mapping, fingerprint: null } });
      await recordApplicationEvent(tx, actor, application, {
        action: '不再记住列名对应',
        requestId: input.requestId,
      });
      return null;
    });
    return rosterStatusOf(tx, application);
  });
}
