import { createHash } from 'node:crypto';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { encryptStream } from './encrypt-stream.ts';
import type { FileKeys } from './file-keys.ts';
import { newStorageKey } from './local-storage.ts';
import type { Storage } from './storage.ts';

export interface StoredUpload {
  readonly storageKey: string;
  /** Plain bytes. */
  readonly size: number;
  /** Over the plain bytes. */
  readonly sha256: Buffer;
  /** The first plain bytes, at most 4 KB, for telling what the file really is. */
  readonly head: Buffer;
}

const HEAD_BYTES = 4096;
const MEGABYTE = 1024 * 1024;

/**
 * Takes an upload in one pass: hashed, counted and encrypted while it arrives, never whole in memory, never plain on a
 * disk. When it is refused nothing is left behind.
 * @param source the request's part; an error of it is a broken upload
 * @throws DomainError UPLOAD_TOO_LARGE, UPLOAD_EMPTY, UPLOAD_BROKEN, STORAGE_FULL
 */
export async function receiveUpload(
  storage: Storage,
  keys: FileKeys,
  source: AsyncIterable<Uint8Array>,
  options: { readonly limitBytes: number },
): Promise<StoredUpload> {
  const storageKey = newStorageKey();
  const hash = createHash('sha256');
  const heads: Uint8Array[] = [];
  let headLength = 0;
  let size = 0;

  async function* measured(): AsyncGenerator<Uint8Array> {
    for await (const chunk of unbroken(source)) {
      size += chunk.length;
      if (size > options.limitBytes) {
        throw new DomainError('UPLOAD_TOO_LARGE', { limit: Math.floor(options.limitBytes / MEGABYTE) });
      }
      hash.update(chunk);
      if (headLength < HEAD_BYTES) {
        heads.push(chunk.subarray(0, HEAD_BYTES - headLength));
        headLength += heads.at(-1)?.length ?? 0;
      }
      yield chunk;
    }
    if (size === 0) throw new DomainError('UPLOAD_EMPTY');
  }

  await storage.put(storageKey, encryptStream(keys, measured()));
  return { storageKey, size, sha256: hash.digest(), head: Buffer.concat(heads) };
}

async function* unbroken(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of source) yield chunk;
  } catch {
    // A reset connection, a premature end, a malformed part: for the user it is one thing.
    throw new DomainError('UPLOAD_BROKEN');
  }
}
