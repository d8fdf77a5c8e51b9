import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { insertFile, readFileRecord } from '@huzhu/db/file/insert-file';
import { withScope } from '@huzhu/db/scope/with-scope';
import { APPLICATION_STATES, type ApplicationState } from '@huzhu/domain/application/application-state';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { INVOICEABLE_STATES } from '@huzhu/domain/invoice/invoice.schema';
import { cleanFileName } from '@huzhu/files/clean-file-name';
import { receiveUpload } from '@huzhu/files/receive-upload';
import { type Actor, requireActFor, scopeOf } from '../access/actor.ts';
import { loadApplication } from '../application/load-application.ts';
import { recordUpload } from '../application/record-upload.ts';
import { refuseOverQuota } from '../application/refuse-over-quota.ts';
import type { Services } from '../services.ts';
import { typeOfPaper } from './type-of-paper.ts';

/** A scan fits; a film does not. */
const LIMIT_BYTES = 10 * 1024 * 1024;

interface PaperRule {
  readonly by: 'unit' | 'finance';
  readonly states: readonly ApplicationState[];
}

/** Papers that are uploaded first and named by the act that needs them: who brings which, and when. */
const PAPERS = {
  /** 银行回单 of 划款信息. */
  voucher: { by: 'unit', states: ['pending_payment'] },
  /** 已盖章的承诺书. */
  undertaking: { by: 'unit', states: ['pending_payment'] },
  /** 数电票. */
  invoice: { by: 'finance', states: INVOICEABLE_STATES },
} as const satisfies Record<string, PaperRule>;
export type PaperKind = keyof typeof PAPERS;

/** Refuses before a byte is stored. @throws NOT_FOUND, FORBIDDEN, ILLEGAL_TRANSITION, UPLOAD_QUOTA, UPLOAD_QUOTA_UNIT */
export async function permitPaper(services: Services, actor: Actor, number: string, kind: PaperKind): Promise<void> {
  await withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadPaperApplication(tx, actor, number, kind);
    await refuseOverQuota(tx, services, actor, application.unitId);
  });
}

/**
 * Keeps a paper as a file of the application's unit; the act that follows names it by the id. What is neither PDF, JPEG nor PNG
 * by its bytes, or carries more than that, is removed again.
 * @throws EVIDENCE_TYPE, EVIDENCE_PIXELS, EVIDENCE_UNSAFE, INVOICE_NOT_PDF, and the refusals of permitPaper and of an upload
 */
export async function receivePaper(
  services: Services,
  actor: Actor,
  at: { readonly number: string; readonly kind: PaperKind },
  upload: { readonly stream: AsyncIterable<Uint8Array>; readonly name: string },
): Promise<{ readonly paperId: string; readonly name: string }> {
  const stored = await receiveUpload(services.storage, services.fileKeys, upload.stream, { limitBytes: LIMIT_BYTES });
  const name = cleanFileName(upload.name);
  const { paperId } = await recordUpload(services, stored, async () => {
    const contentType = await typeOfPaper(services, stored.storageKey);
    if (at.kind === 'invoice' && contentType !== 'application/pdf') throw new DomainError('INVOICE_NOT_PDF');
    const { head: _, ...bytes } = stored;
    const file = await withScope(services.db, scopeOf(actor), async (tx) => {
      const { unitId } = await loadPaperApplication(tx, actor, at.number, at.kind);
      return insertFile(tx, { ...bytes, name, contentType, kind: at.kind, unitId, uploadedBy: actor.staffId });
    });
    return { joined: false, paperId: file.id };
  });
  return { paperId, name };
}

/** The paper that an act names: of this kind, for this unit, brought by whoever acts. @throws PAPER_MISSING */
export async function requirePaper(
  tx: Transaction,
  actor: Actor,
  application: Pick<ApplicationRecord, 'unitId'>,
  kind: PaperKind,
  paperId: string,
): Promise<{ readonly id: string }> {
  const file = await readFileRecord(tx, paperId);
  if (file?.kind !== kind || file.unitId !== application.unitId || file.uploadedBy !== actor.staffId) {
    throw new DomainError('PAPER_MISSING');
  }
  return file;
}

async function loadPaperApplication(
  tx: Transaction,
  actor: Actor,
  number: string,
  kind: PaperKind,
): Promise<ApplicationRecord> {
  const application = await loadApplication(tx, number);
  const { by, states }: PaperRule = PAPERS[kind];
  if (by === 'unit') requireActFor(actor, application.unitId);
  else if (!actor.roles.includes(by)) throw new DomainError('FORBIDDEN');
  if (!states.includes(application.state)) {
    throw new DomainError('ILLEGAL_TRANSITION', { state: APPLICATION_STATES[application.state] });
  }
  return application;
}
