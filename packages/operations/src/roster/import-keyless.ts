import { discardOtherImports, insertRosterVersion } from '@huzhu/db/roster/roster-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { importKeylessInput } from '@huzhu/domain/roster/annotated-roster.schema';
import type { RosterStatus } from '@huzhu/domain/roster/roster.schema';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { enqueueImport } from '../application/enqueue-import.ts';
import { lockForEdit } from '../application/load-application.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { readRecognised } from './load-merge.ts';
import { rosterStatusOf } from './roster-status.ts';

/** 当作普通名单导入: a 批注名单 that cannot or shall not be merged is read again like any other list. */
export async function importKeyless(
  services: Services,
  actor: Actor,
  input: z.infer<typeof importKeylessInput>,
): Promise<RosterStatus> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await lockForEdit(tx, actor, input.number);
    await once(tx, actor, 'roster.importKeyless', input, async () => {
      const current = await editableRoster(tx, application);
      const { fileId, fileHash, fileName } = await readRecognised(tx, application, input);
      const adds = input.mode === 'add';
      const version = await insertRosterVersion(tx, {
        applicationId: application.id,
        unitId: application.unitId,
        fileId,
        fileHash,
        ignoresKeys: true,
        copiedFrom: adds ? current.id : null,
        addsFile: adds,
        layout: adds ? current.layout : null,
      });
      await discardOtherImports(tx, application.id, version.id);
      await enqueueImport(tx, version, application);
      await recordApplicationEvent(tx, actor, application, {
        action: adds ? '导入名单，加到现有名单' : '导入名单',
        details: { file: fileName },
        requestId: input.requestId,
      });
      return null;
    });
    return rosterStatusOf(tx, application);
  });
}
