import type { Transaction } from '@huzhu/db/connect';
import { insertFile } from '@huzhu/db/file/insert-file';
import { judgeLedger } from '@huzhu/db/ledger/judge-ledger';
import { putEvidence, readEvidence, removeEvidence, rowsOfPerson } from '@huzhu/db/ledger/row-evidence-store';
import { readRows } from '@huzhu/db/roster/read-rows';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { CURED_BY_EVIDENCE } from '@huzhu/domain/roster/issue-codes';
import { cleanFileName } from '@huzhu/files/clean-file-name';
import { receiveUpload } from '@huzhu/files/receive-upload';
import { type Actor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { loadApplication, lockForEdit } from '../application/load-application.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { recordUpload } from '../application/record-upload.ts';
import { type OpenedDocument, openStoredFile } from '../document/open-stored-file.ts';
import { typeOfPaper } from '../document/type-of-paper.ts';
import type { Services } from '../services.ts';

/** A scan of a contract fits; a film does not. */
const LIMIT_BYTES = 10 * 1024 * 1024;

/** Which row of which application. */
export interface EvidenceOf {
  readonly number: string;
  readonly rowNumber: number;
}

/**
 * 【上传证明】: the file stands beside the person from now on, and the ledger's errors of the person's rows become warnings
 * for the reviewer. What is neither PDF, JPEG nor PNG by its bytes, or carries more than that, is removed again.
 * @throws EVIDENCE_NOT_NEEDED, EVIDENCE_TYPE, EVIDENCE_PIXELS, EVIDENCE_UNSAFE, and the refusals of an upload and of an edit
 */
export async function uploadEvidence(
  services: Services,
  actor: Actor,
  at: EvidenceOf,
  upload: { readonly stream: AsyncIterable<Uint8Array>; readonly name: string },
): Promise<void> {
  const stored = await receiveUpload(services.storage, services.fileKeys, upload.stream, { limitBytes: LIMIT_BYTES });
  await recordUpload(services, stored, async () => {
    const contentType = await typeOfPaper(services, stored.storageKey);
    const { head: _, ...bytes } = stored;
    await changeEvidence(services, actor, at, async (tx, person) => {
      if (!person.cured) throw new DomainError('EVIDENCE_NOT_NEEDED');
      const file = await insertFile(tx, {
        ...bytes,
        name: cleanFileName(upload.name),
        contentType,
        kind: 'evidence',
        unitId: person.unitId,
        uploadedBy: actor.staffId,
      });
      await putEvidence(tx, {
        applicationId: person.applicationId,
        unitId: person.unitId,
        ledgerHash: person.ledgerHash,
        fileId: file.id,
        uploadedBy: actor.staffId,
      });
      return '上传证明';
    });
    return { joined: false };
  });
}

/** Takes the evidence away; the errors are back. @throws NOT_FOUND when there is none */
export async function withdrawEvidence(services: Services, actor: Actor, at: EvidenceOf): Promise<void> {
  await changeEvidence(services, actor, at, async (tx, person) => {
    if (!(await removeEvidence(tx, person.applicationId, person.ledgerHash))) throw new DomainError('NOT_FOUND');
    return '移除证明';
  });
}

/** The file, for whoever may see the application. @throws NOT_FOUND */
export async function openEvidence(services: Services, actor: Actor, at: EvidenceOf): Promise<OpenedDocument> {
  const file = await withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, at.number);
    const versionId = application.rosterVersionId;
    const [row] = versionId ? await readRows(tx, versionId, [at.rowNumber]) : [];
    const found = row?.ledgerHash ? await readEvidence(tx, application.id, row.ledgerHash) : undefined;
    if (!found) throw new DomainError('NOT_FOUND');
    return found.file;
  });
  return openStoredFile(services, file);
}

interface EvidencePerson {
  readonly applicationId: number;
  readonly unitId: number;
  readonly ledgerHash: Uint8Array;
  /** Whether the row has an issue that evidence answers, an error or already a warning. */
  readonly cured: boolean;
}

/** One locked transaction around a change; afterwards every row of the person is judged again. */
async function changeEvidence(
  services: Services,
  actor: Actor,
  at: EvidenceOf,
  change: (tx: Transaction, person: EvidencePerson) => Promise<string>,
): Promise<void> {
  const today = await services.clock.today();
  await withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await lockForEdit(tx, actor, at.number);
    const version = await editableRoster(tx, application);
    const [row] = await readRows(tx, version.id, [at.rowNumber], { lock: true });
    if (row?.state !== 'active' || !row.ledgerHash) throw new DomainError('NOT_FOUND');
    const action = await change(tx, {
      applicationId: application.id,
      unitId: application.unitId,
      ledgerHash: row.ledgerHash,
      cured: row.issues.some((issue) => CURED_BY_EVIDENCE.includes(issue.code)),
    });
    const rowNumbers = await rowsOfPerson(tx, version.id, row.ledgerHash);
    await judgeLedger(tx, { applicationId: application.id, rosterVersionId: version.id, today, rowNumbers });
    await recordApplicationEvent(tx, actor, application, { action, details: { row: at.rowNumber } });
  });
}
