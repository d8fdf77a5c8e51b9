import type { Transaction } from '@huzhu/db/connect';
import { insertFile } from '@huzhu/db/file/insert-file';
import { withScope } from '@huzhu/db/scope/with-scope';
import { type PdfTask, renderPdf } from '@huzhu/documents/pdf/render-pdf';
import { receiveUpload } from '@huzhu/files/receive-upload';
import { recordUpload } from '../application/record-upload.ts';
import type { Services } from '../services.ts';

/** The e-policy of 100,000 persons is below. */
const LIMIT_BYTES = 64 * 1024 * 1024;

export interface KeptDocument {
  readonly task: PdfTask;
  readonly name: string;
  readonly kind: 'payment-notice' | 'policy' | 'endorsement' | 'undertaking-form';
  readonly unitId: number;
  /** What the society says by its seal, as readers of the file show it: set, the file is signed where a certificate is configured. */
  readonly signedFor?: string;
  /** Whether it is still wanted, with its row locked: another worker may have made it meanwhile. */
  wanted(tx: Transaction): Promise<boolean>;
  keep(tx: Transaction, fileId: string): Promise<void>;
}

/** Renders a document of the society and keeps it as a file of the unit. May be run again: the first file counts. */
export async function keepDocument(services: Services, document: KeptDocument): Promise<void> {
  const { content: rendered } = await renderPdf(document.task);
  const content =
    services.signer && document.signedFor ? await services.signer.sign(rendered, document.signedFor) : rendered;
  const stored = await receiveUpload(services.storage, services.fileKeys, once(content), { limitBytes: LIMIT_BYTES });
  await recordUpload(services, stored, () =>
    withScope(services.db, { all: true }, async (tx) => {
      if (!(await document.wanted(tx))) return { joined: true };
      const { head: _, ...bytes } = stored;
      const file = await insertFile(tx, {
        ...bytes,
        name: document.name,
        contentType: 'application/pdf',
        kind: document.kind,
        unitId: document.unitId,
        uploadedBy: null,
      });
      await document.keep(tx, file.id);
      return { joined: false };
    }),
  );
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}
