import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, '');
export const CACHE = path.join(ROOT, '.cache');

/** Absolute folder of the local data: HUZHU_DATA_DIR, relative to the repository, by default `.data`. */
export const dataDirFrom = (env) => path.resolve(ROOT, env.HUZHU_DATA_DIR || '.data');
