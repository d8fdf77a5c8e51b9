import { discardOtherImports, insertRosterVersion } from '@huzhu/db/roster/roster-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { importMappedInput } from '@huzhu/domain/roster/column-mapping.schema';
import type { RosterStatus } from '@huzhu/domain/roster/roster.schema';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { enqueueImport } from '../application/enqueue-import.ts';
import { lockForEdit } from '../application/load-application.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { mappableImport } from './mappable-import.ts';
import { requireUsable } from './require-usable.ts';
import { rosterStatusOf } from './roster-status.ts';

/**
 * 【按此对应导入】: the same stored file is read again, as a new version that carries what its columns are; a file that was to be added
 * to a list is added to that list again. The unit remembers the columns once the file was read (publish-roster.ts).
 * @throws MAPPING_GONE, MAPPING_INCOMPLETE, MAPPING_DOUBLED
 */
export async function importMapped(
  services: Services,
  actor: Actor,
  input: z.infer<typeof importMappedInput>,
): Promise<RosterStatus> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await lockForEdit(tx, actor, input.number);
    await once(tx, actor, 'roster.importMapped', input, async () => {
      const read = (await mappableImport(tx, application))?.version;
      if (read?.id !== input.importId) throw new DomainError('MAPPING_GONE');
      const plans = application.plans.map((line) => line.version);
      requireUsable(input.mapping, plans);
      const version = await insertRosterVersion(tx, {
        applicationId: application.id,
        unitId: application.unitId,
        fileId: read.fileId,
        fileHash: read.fileHash,
        copiedFrom: read.copiedFrom,
        addsFile: read.addsFile,
        mapping: { ...input.mapping, remembered: false, fingerprint: null },
      });
      await discardOtherImports(tx, application.id, version.id);
      await enqueueImport(tx, version, application);
      await recordApplicationEvent(tx, actor, application, {
        action: '按列名对应导入名单',
        details: { columns: input.mapping.columns.length, headerRow: input.mapping.headerRow },
        requestId: input.requestId,
      });
      return null;
    });
    return rosterStatusOf(tx, application);
  });
}
