import { Readable } from 'node:stream';
import { decryptStream } from './encrypt-stream.ts';
import type { FileKeys } from './file-keys.ts';
import type { Storage } from './storage.ts';

/** The plain bytes as a stream. Errors with FileDamaged where the damage is, so a cut file never ends as if whole. */
export async function readFileStream(storage: Storage, keys: FileKeys, storageKey: string): Promise<Readable> {
  return Readable.from(decryptStream(keys, await storage.open(storageKey)), { objectMode: false });
}

/** All plain bytes, verified. @throws FileMissing, FileDamaged */
export async function readWholeFile(storage: Storage, keys: FileKeys, storageKey: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of decryptStream(keys, await storage.open(storageKey))) chunks.push(chunk);
  return Buffer.concat(chunks);
}
