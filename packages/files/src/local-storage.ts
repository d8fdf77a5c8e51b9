import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { FileMissing, type Storage } from './storage.ts';

const KEY = /^[0-9a-f]{32}$/;
const STALE_MS = 24 * 3600_000;

export function newStorageKey(): string {
  return randomUUID().replaceAll('-', '');
}

/**
 * Files in a folder, two levels deep. A file appears under its key only when all its bytes are on the disk (written
 * aside, synced, renamed, folder synced): no half file is ever found, whenever the machine stops.
 * @param folder made when it is not there; unfinished files older than a day are removed from it
 */
export async function openLocalStorage(folder: string): Promise<Storage> {
  const aside = path.join(folder, 'unfinished');
  await mkdir(aside, { recursive: true, mode: 0o700 });
  for (const name of await readdir(aside)) {
    const file = path.join(aside, name);
    const found = await stat(file).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > STALE_MS) await rm(file, { force: true });
  }

  function place(storageKey: string): { folder: string; file: string } {
    // The key comes from our own table, but a path is made of it.
    if (!KEY.test(storageKey)) throw new RangeError('not a storage key');
    const sub = path.join(folder, storageKey.slice(0, 2));
    return { folder: sub, file: path.join(sub, storageKey) };
  }

  return {
    async put(storageKey, bytes) {
      const target = place(storageKey);
      const unfinished = path.join(aside, `${storageKey}-${randomUUID()}`);
      try {
        const handle = await open(unfinished, 'wx', 0o600);
        try {
          await writeAll(handle, bytes);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await mkdir(target.folder, { recursive: true, mode: 0o700 });
        await rename(unfinished, target.file);
        await syncFolder(target.folder);
      } catch (error) {
        await rm(unfinished, { force: true }).catch(() => {});
        throw isFull(error) ? new DomainError('STORAGE_FULL') : error;
      }
    },

    async open(storageKey) {
      const { file } = place(storageKey);
      let handle: FileHandle;
      try {
        handle = await open(file, 'r');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new FileMissing(storageKey);
        throw error;
      }
      return createReadStream('', { fd: handle }) as Readable;
    },

    async remove(storageKey) {
      await rm(place(storageKey).file, { force: true });
    },
  };
}

async function writeAll(handle: FileHandle, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of bytes) {
    // A write may take less than it is given, notably just before the disk is full.
    for (let at = 0; at < chunk.length; ) {
      const { bytesWritten } = await handle.write(chunk, at, chunk.length - at);
      at += bytesWritten;
    }
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The disk, the account's quota, or the size of file that the system allows it (RLIMIT_FSIZE). */
const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && FULL.includes(String(error.code));
}
