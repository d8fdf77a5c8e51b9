import { READER_LIMITS } from '@huzhu/documents/workbook/reader-limits';
import { cleanFileName } from '@huzhu/files/clean-file-name';
import { receiveUpload } from '@huzhu/files/receive-upload';
import type { Services } from '../services.ts';

export interface ReceivedFile {
  readonly storageKey: string;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: Uint8Array;
}

/**
 * Stores the bytes of an upload, encrypted, while they arrive. What the file really is the worker finds out: a .xls or
 * an encrypted workbook is kept so that its refusal can name it.
 * @throws UPLOAD_TOO_LARGE, UPLOAD_EMPTY, UPLOAD_BROKEN, STORAGE_FULL; then nothing is kept
 */
export async function receiveWorkbookFile(
  services: Services,
  upload: { readonly stream: AsyncIterable<Uint8Array>; readonly name: string },
): Promise<ReceivedFile> {
  const stored = await receiveUpload(services.storage, services.fileKeys, upload.stream, {
    limitBytes: READER_LIMITS.fileBytes,
  });
  const zip = stored.head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'));
  return {
    storageKey: stored.storageKey,
    size: stored.size,
    sha256: stored.sha256,
    name: cleanFileName(upload.name),
    // As sniffed, never as claimed; only ever sent back as an attachment.
    contentType: zip ? 'application/zip' : 'application/octet-stream',
  };
}

/** What became of it. */
export interface ReceivedImport {
  /** The id under which the page follows the import. */
  readonly importId: string;
  /** The same bytes were being read already. */
  readonly joined: boolean;
  /** For the log: a request and its job are found by one another. */
  readonly jobId?: string;
}
