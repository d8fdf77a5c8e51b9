import { insertFile } from '@huzhu/db/file/insert-file';
import { discardOtherImports, findImporting, insertRosterVersion } from '@huzhu/db/roster/roster-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { ImportMode } from '@huzhu/domain/roster/roster.schema';
import { type Actor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { enqueueImport } from '../application/enqueue-import.ts';
import { lockForEdit } from '../application/load-application.ts';
import type { ReceivedFile, ReceivedImport } from '../application/receive-workbook-file.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { recordUpload } from '../application/record-upload.ts';
import type { Services } from '../services.ts';

/**
 * 【导入名单】: the stored file becomes an import, and its job is written in the same transaction. The same bytes sent
 * again while they are being read join the import that runs. Bytes that no row names afterwards are removed.
 * @param mode `add` puts the file's rows behind the roster that is there; without one it is the same as `replace`
 * @returns the id under which the page follows the import
 */
export async function receiveRoster(
  services: Services,
  actor: Actor,
  number: string,
  received: ReceivedFile,
  mode: ImportMode = 'replace',
): Promise<ReceivedImport> {
  return recordUpload(services, received, () => recordImport(services, actor, number, received, mode));
}

async function recordImport(
  services: Services,
  actor: Actor,
  number: string,
  received: ReceivedFile,
  mode: ImportMode,
): Promise<ReceivedImport> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await lockForEdit(tx, actor, number);
    const running = await findImporting(tx, application.id, received.sha256);
    if (running) return { importId: running.id, joined: true };
    const copiedFrom = mode === 'add' ? application.rosterVersionId : null;
    const copied = copiedFrom ? await editableRoster(tx, application) : undefined;
    const file = await insertFile(tx, {
      ...received,
      kind: 'roster',
      unitId: application.unitId,
      uploadedBy: actor.staffId,
    });
    const version = await insertRosterVersion(tx, {
      applicationId: application.id,
      unitId: application.unitId,
      fileId: file.id,
      fileHash: received.sha256,
      copiedFrom,
      addsFile: copiedFrom !== null,
      layout: copied?.layout ?? null,
    });
    await discardOtherImports(tx, application.id, version.id);
    const job = await enqueueImport(tx, version, application);
    await recordApplicationEvent(tx, actor, application, {
      action: copiedFrom ? '导入名单，加到现有名单' : '导入名单',
      details: { file: received.name, size: received.size },
    });
    return { importId: version.id, joined: false, jobId: job.id };
  });
}
