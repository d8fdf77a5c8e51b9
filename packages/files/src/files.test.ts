import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decryptStream, encryptStream, FileDamaged } from './encrypt-stream.ts';
import type { FileKeys } from './file-keys.ts';
import { newStorageKey, openLocalStorage } from './local-storage.ts';
import { readFileStream, readWholeFile } from './read-file.ts';
import { receiveUpload } from './receive-upload.ts';
import { FileMissing, type Storage } from './storage.ts';

const CHUNK = 64 * 1024;
const STORED = CHUNK + 16;
const HEAD = 21;
const KEY_1 = randomBytes(32);
const keys: FileKeys = { currentId: 1, keys: new Map([[1, KEY_1]]) };

async function* pieces(bytes: Buffer, size = 10_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function collect(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

const seal = (plain: Buffer, ring = keys) => collect(encryptStream(ring, pieces(plain)));
const unseal = (stored: Buffer, ring = keys, size = 7_777) => collect(decryptStream(ring, pieces(stored, size)));

describe('encryptStream', () => {
  it.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5])('gives back %i bytes', async (size) => {
    const plain = randomBytes(size);
    const stored = await seal(plain);
    expect(stored.length).toBe(HEAD + size + 16 * Math.max(1, Math.ceil(size / CHUNK)));
    // Not toEqual: it compares bytes one by one and is slow.
    expect((await unseal(stored)).equals(plain)).toBe(true);
    expect((await unseal(stored, keys, 1 << 20)).equals(plain)).toBe(true);
    if (size < 2) expect((await unseal(stored, keys, 1)).equals(plain)).toBe(true);
  });

  it('never stores alike and never plain', async () => {
    const plain = Buffer.alloc(1000, 'secret');
    const [a, b] = [await seal(plain), await seal(plain)];
    expect(a.equals(b)).toBe(false);
    expect(a.includes('secret')).toBe(false);
  });

  it('notices a change of any part of the head, the body and the tags', async () => {
    const stored = await seal(randomBytes(2 * CHUNK + 100));
    const places = [
      0,
      4,
      5,
      20,
      HEAD,
      HEAD + CHUNK,
      HEAD + STORED - 1,
      HEAD + STORED,
      stored.length - 17,
      stored.length - 1,
    ];
    for (const at of places) {
      const changed = Buffer.from(stored);
      changed[at] = (changed[at] ?? 0) ^ 0x40;
      await expect(unseal(changed), `byte ${at}`).rejects.toBeInstanceOf(FileDamaged);
    }
  });

  it('notices a cut anywhere, also between two chunks, and bytes added', async () => {
    const stored = await seal(randomBytes(3 * CHUNK));
    for (const length of [0, 10, HEAD, HEAD + 5, HEAD + STORED, HEAD + 2 * STORED, stored.length - 1]) {
      await expect(unseal(stored.subarray(0, length)), `cut to ${length}`).rejects.toBeInstanceOf(FileDamaged);
    }
    await expect(unseal(Buffer.concat([stored, Buffer.alloc(1)]))).rejects.toBeInstanceOf(FileDamaged);
    await expect(unseal(Buffer.concat([stored, stored.subarray(HEAD + 2 * STORED)]))).rejects.toBeInstanceOf(
      FileDamaged,
    );
  });

  it('notices chunks that were swapped, left out or taken from another file', async () => {
    const plain = randomBytes(3 * CHUNK);
    const [stored, other] = [await seal(plain), await seal(plain)];
    const chunk = (of: Buffer, i: number) => of.subarray(HEAD + i * STORED, HEAD + (i + 1) * STORED);
    const head = stored.subarray(0, HEAD);
    const mixtures = [
      [head, chunk(stored, 1), chunk(stored, 0), chunk(stored, 2)],
      [head, chunk(stored, 0), chunk(stored, 2)],
      [head, chunk(stored, 0), chunk(other, 1), chunk(stored, 2)],
      [other.subarray(0, HEAD), chunk(stored, 0), chunk(stored, 1), chunk(stored, 2)],
    ];
    for (const mixture of mixtures) await expect(unseal(Buffer.concat(mixture))).rejects.toBeInstanceOf(FileDamaged);
  });

  it('opens with an older key of the ring, and not with a wrong or a missing one', async () => {
    const stored = await seal(Buffer.from('old'));
    const rotated: FileKeys = {
      currentId: 2,
      keys: new Map([
        [2, randomBytes(32)],
        [1, KEY_1],
      ]),
    };
    expect(await unseal(stored, rotated)).toEqual(Buffer.from('old'));
    expect((await seal(Buffer.from('new'), rotated))[4]).toBe(2);
    await expect(unseal(stored, { currentId: 1, keys: new Map([[1, randomBytes(32)]]) })).rejects.toBeInstanceOf(
      FileDamaged,
    );
    await expect(unseal(stored, { currentId: 3, keys: new Map() })).rejects.toThrow('no file key with id 1');
  });
});

describe('a local storage', () => {
  let folder: string;
  let storage: Storage;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'huzhu-files-'));
    storage = await openLocalStorage(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const filesLeft = async () =>
    (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;

  it('takes an upload, hashed, counted, encrypted, and gives it back', async () => {
    const plain = randomBytes(200_000);
    const stored = await receiveUpload(storage, keys, pieces(plain, 999), { limitBytes: 200_000 });
    expect(stored.size).toBe(200_000);
    expect(stored.sha256).toEqual(createHash('sha256').update(plain).digest());
    expect(stored.head).toEqual(plain.subarray(0, 4096));
    expect((await readWholeFile(storage, keys, stored.storageKey)).equals(plain)).toBe(true);
    expect((await collect(await readFileStream(storage, keys, stored.storageKey))).equals(plain)).toBe(true);
    const [name] = (await readdir(folder, { recursive: true })).filter((entry) => entry.endsWith(stored.storageKey));
    expect((await readFile(path.join(folder, name ?? ''))).includes(plain.subarray(1000, 1100))).toBe(false);
    await storage.remove(stored.storageKey);
    await storage.remove(stored.storageKey);
    await expect(readWholeFile(storage, keys, stored.storageKey)).rejects.toBeInstanceOf(FileMissing);
    expect(await filesLeft()).toBe(0);
  });

  it.each([
    ['UPLOAD_TOO_LARGE', 100_001, false],
    ['UPLOAD_EMPTY', 0, false],
    ['UPLOAD_BROKEN', 50_000, true],
  ])('refuses with %s and leaves nothing behind', async (code, size, breaks) => {
    async function* source(): AsyncGenerator<Buffer> {
      yield* pieces(randomBytes(size));
      if (breaks) throw new Error('aborted');
    }
    const refused = receiveUpload(storage, keys, source(), { limitBytes: 100_000 });
    await expect(refused).rejects.toMatchObject({ name: 'DomainError', code });
    expect(await filesLeft()).toBe(0);
  });

  it('stops reading what is too large, and names the limit', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) {
        given += 1;
        yield Buffer.alloc(CHUNK);
      }
    }
    const refusal = await receiveUpload(storage, keys, endless(), { limitBytes: 1024 * 1024 }).catch((error) => error);
    expect(refusal).toBeInstanceOf(DomainError);
    expect(refusal.sentence).toContain('超过 1 MB');
    expect(given).toBeLessThan(20);
  });

  it('takes a stream that was destroyed half-way for a broken upload', async () => {
    const stream = new Readable({ read() {} });
    stream.push(Buffer.alloc(10));
    setTimeout(() => stream.destroy(), 20);
    await expect(receiveUpload(storage, keys, stream, { limitBytes: 100 })).rejects.toMatchObject({
      code: 'UPLOAD_BROKEN',
    });
    expect(await filesLeft()).toBe(0);
  });

  it('says that there is no room, and leaves nothing behind', async () => {
    async function* full(): AsyncGenerator<Buffer> {
      yield Buffer.alloc(10);
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    }
    await expect(storage.put(newStorageKey(), full())).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    expect(await filesLeft()).toBe(0);
  });

  it('makes paths of its own keys only', async () => {
    for (const key of ['../../etc/passwd', '', 'a'.repeat(31), `${'a'.repeat(31)}/`, 'A'.repeat(32)]) {
      await expect(storage.open(key)).rejects.toThrow(RangeError);
    }
  });

  it('removes what a crash left unfinished, after a day', async () => {
    const [old, fresh] = ['old', 'fresh'].map((name) => path.join(folder, 'unfinished', name)) as [string, string];
    await writeFile(old, 'x');
    await writeFile(fresh, 'x');
    const twoDaysAgo = new Date(Date.now() - 48 * 3600_000);
    await utimes(old, twoDaysAgo, twoDaysAgo);
    await openLocalStorage(folder);
    expect(await readdir(path.join(folder, 'unfinished'))).toEqual(['fresh']);
  });
});
