import { insertFile } from '@huzhu/db/file/insert-file';
import { insertJob } from '@huzhu/db/job/insert-job';
import { findImportingLedger, insertLedgerVersion } from '@huzhu/db/ledger/ledger-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { newJob } from '@huzhu/jobs/define-job';
import { importLedgerJob } from '@huzhu/jobs/ledger/import-ledger.job';
import { type Actor, scopeOf } from '../access/actor.ts';
import { lockForEdit } from '../application/load-application.ts';
import type { ReceivedFile, ReceivedImport } from '../application/receive-workbook-file.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { recordUpload } from '../application/record-upload.ts';
import type { Services } from '../services.ts';

/**
 * 【上传社保台账】: the stored file becomes an import, and its job is written in the same transaction. The ledger that counts
 * stays until the new one is whole.
 */
export async function receiveLedger(
  services: Services,
  actor: Actor,
  number: string,
  received: ReceivedFile,
): Promise<ReceivedImport> {
  return recordUpload(services, received, () => recordLedger(services, actor, number, received));
}

async function recordLedger(
  services: Services,
  actor: Actor,
  number: string,
  received: ReceivedFile,
): Promise<ReceivedImport> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await lockForEdit(tx, actor, number);
    const running = await findImportingLedger(tx, application.id, received.sha256);
    if (running) return { importId: running.id, joined: true };
    const { unitId } = application;
    const file = await insertFile(tx, { ...received, kind: 'ledger', unitId, uploadedBy: actor.staffId });
    const version = await insertLedgerVersion(tx, {
      applicationId: application.id,
      unitId,
      fileId: file.id,
      fileHash: received.sha256,
    });
    const job = await insertJob(tx, {
      ...newJob(importLedgerJob, { ledgerVersionId: version.id }),
      subjectType: 'ledger_version',
      subjectId: version.id,
      unitId,
      applicationId: application.id,
    });
    await recordApplicationEvent(tx, actor, application, {
      action: '上传社保台账',
      details: { file: received.name, size: received.size },
    });
    return { importId: version.id, joined: false, jobId: job.id };
  });
}
