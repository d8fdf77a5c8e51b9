import type { Readable } from 'node:stream';

/** Where stored files live. Keys are generated (newStorageKey), never a user's name. */
export interface Storage {
  /** Stores all bytes under the key or nothing at all. @throws DomainError STORAGE_FULL when there is no room */
  put(storageKey: string, bytes: AsyncIterable<Uint8Array>): Promise<void>;
  /** @throws FileMissing */
  open(storageKey: string): Promise<Readable>;
  /** No error when it is not there. */
  remove(storageKey: string): Promise<void>;
}

export class FileMissing extends Error {
  override readonly name = 'FileMissing';

  constructor(storageKey: string) {
    super(`no stored file ${storageKey}`);
  }
}
