import type { Readable } from 'node:stream';
import { readFileStream } from '@huzhu/files/read-file';
import type { Services } from '../services.ts';

/** A stored file in clear, for sending to whoever was allowed to ask for it. */
export interface OpenedDocument {
  readonly name: string;
  readonly contentType: string;
  readonly stream: Readable;
}

export async function openStoredFile(
  services: Services,
  file: { readonly name: string; readonly contentType: string; readonly storageKey: string },
): Promise<OpenedDocument> {
  const stream = await readFileStream(services.storage, services.fileKeys, file.storageKey);
  return { name: file.name, contentType: file.contentType, stream };
}
