import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Files that the product makes from what it knows and may make again at any time: templates, notices, guides. Nothing of a unit. */
export interface MadeFiles {
  /** Undefined when it was never made, or was removed by hand. */
  read(key: string): Promise<Buffer | undefined>;
  keep(key: string, content: Uint8Array): Promise<void>;
}

const KEY = /^[0-9a-f]{64}$/;

/** Keeps them in a folder under the hash of what they were made from; a file appears under its key only when it is whole. */
export function openMadeFiles(folder: string): MadeFiles {
  const place = (key: string) => {
    if (!KEY.test(key)) throw new RangeError('not a key of a made file');
    return path.join(folder, key);
  };
  return {
    read: (key) => readFile(place(key)).catch(() => undefined),
    async keep(key, content) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const unfinished = path.join(folder, `.${randomUUID()}`);
      await writeFile(unfinished, content, { mode: 0o600 });
      await rename(unfinished, place(key));
    },
  };
}
