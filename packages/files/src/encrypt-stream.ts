import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { FileKeys } from './file-keys.ts';

/*
 * A file at rest: a head of 21 bytes (`HZF1`, key id, 16 bytes of salt), then chunks of 64 KiB, each AES-256-GCM with
 * its 16-byte tag behind it. The key is derived for this one file from its salt, so nonces may simply count. A nonce
 * also says whether its chunk is the last: chunks cannot be swapped, left out, repeated or cut off at the end unnoticed
 * (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015). One tag over the whole file would mean
 * handing out plain bytes before anything was verified, or holding all of them.
 */
const MAGIC = Buffer.from('HZF1');
const SALT = 16;
const HEAD = MAGIC.length + 1 + SALT;
const CHUNK = 64 * 1024;
const TAG = 16;

/** The file was changed, cut or mixed up, or its key is unknown. Nothing of the damaged chunk is handed out. */
export class FileDamaged extends Error {
  override readonly name = 'FileDamaged';
}

/** Plain bytes in, the stored form out, in constant memory. */
export async function* encryptStream(keys: FileKeys, source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT);
  const head = Buffer.concat([MAGIC, Buffer.from([keys.currentId]), salt]);
  const key = fileKey(keys, keys.currentId, salt);
  yield head;
  let counter = 0;
  for await (const { bytes, last } of cut(source, CHUNK)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(counter, last));
    cipher.setAAD(head);
    const body = cipher.update(bytes);
    cipher.final();
    yield Buffer.concat([body, cipher.getAuthTag()]);
    counter += 1;
  }
}

/** The stored form in, plain bytes out. @throws FileDamaged, possibly after whole verified chunks were handed out */
export async function* decryptStream(keys: FileKeys, source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const reader = source[Symbol.asyncIterator]();
  try {
    let start: Buffer = Buffer.alloc(0);
    while (start.length < HEAD) {
      const next = await reader.next();
      if (next.done) throw new FileDamaged('the file is shorter than its head');
      start = Buffer.concat([start, next.value]);
    }
    const head = start.subarray(0, HEAD);
    if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw new FileDamaged('not a stored file');
    const key = fileKey(keys, head[MAGIC.length] ?? 0, head.subarray(MAGIC.length + 1));
    const rest = { [Symbol.asyncIterator]: () => withFirst(start.subarray(HEAD), reader) };
    let counter = 0;
    for await (const { bytes, last } of cut(rest, CHUNK + TAG)) {
      yield openChunk(key, head, bytes, counter, last);
      counter += 1;
    }
  } finally {
    await reader.return?.();
  }
}

function openChunk(key: Buffer, head: Buffer, bytes: Buffer, counter: number, last: boolean): Buffer {
  if (bytes.length < TAG) throw new FileDamaged(`chunk ${counter} is cut`);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(counter, last), { authTagLength: TAG });
  decipher.setAAD(head);
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
  const plain = decipher.update(bytes.subarray(0, bytes.length - TAG));
  try {
    decipher.final();
  } catch {
    throw new FileDamaged(`chunk ${counter} was changed, moved, or is not the last`);
  }
  return plain;
}

function fileKey(keys: FileKeys, id: number, salt: Uint8Array): Buffer {
  const key = keys.keys.get(id);
  if (!key) throw new FileDamaged(`no file key with id ${id}`);
  return Buffer.from(hkdfSync('sha256', key, salt, 'huzhu stored file', 32));
}

/** 7 zero bytes, the chunk's number, 1 for the last chunk. */
function nonce(counter: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(counter, 7);
  bytes[11] = last ? 1 : 0;
  return bytes;
}

/** Cuts into pieces of exactly `size`, the last one shorter or equal; one empty last piece when there are no bytes. */
async function* cut(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of source) {
    parts.push(part);
    length += part.length;
    // One piece is kept back: only the end of the source tells which is the last.
    if (length <= size) continue;
    const whole = Buffer.concat(parts, length);
    let at = 0;
    for (; length - at > size; at += size) yield { bytes: whole.subarray(at, at + size), last: false };
    parts = [whole.subarray(at)];
    length -= at;
  }
  yield { bytes: Buffer.concat(parts, length), last: true };
}

async function* withFirst(first: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
