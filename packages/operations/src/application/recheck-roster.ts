import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { discardOtherImports, insertRosterVersion, readRosterVersion } from '@huzhu/db/roster/roster-version-store';
import type { Actor } from '../access/actor.ts';
import { enqueueImport } from './enqueue-import.ts';
import { recordApplicationEvent } from './record-application-event.ts';

/**
 * Has the worker judge the current rows again, as a new version that is copied from the present one: what the user
 * corrected in the browser is kept, and the old version counts until the new one is complete.
 */
export async function recheckRoster(
  tx: Transaction,
  actor: Actor,
  application: ApplicationRecord,
  action = '按新的选择重新检查名单',
): Promise<void> {
  if (!application.rosterVersionId) return;
  const current = await readRosterVersion(tx, application.rosterVersionId);
  if (!current) return;
  // The unfinished ones go first: the new one has the same file hash.
  await discardOtherImports(tx, application.id, current.id);
  const version = await insertRosterVersion(tx, {
    applicationId: application.id,
    unitId: application.unitId,
    fileId: current.fileId,
    fileHash: current.fileHash,
    copiedFrom: current.id,
    sheet: current.sheet,
    mapping: current.mapping,
    date1904: current.date1904,
    layout: current.layout,
    skippedRows: current.skippedRows,
  });
  await enqueueImport(tx, version, application);
  await recordApplicationEvent(tx, actor, application, { action });
}
