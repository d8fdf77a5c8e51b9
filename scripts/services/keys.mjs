import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const fresh = () => randomBytes(32).toString('base64');

const MAKERS = {
  HUZHU_ID_CIPHER_KEYS: () => `1:${fresh()}`,
  HUZHU_ID_HASH_KEYS: () => `1:${fresh()}`,
  HUZHU_FILE_KEYS: () => `1:${fresh()}`,
  HUZHU_AUTH_SECRET: fresh,
  HUZHU_DB_ROLE_SECRET: fresh,
};

/**
 * Development keys: made once and kept in `<data>/keys.env`, readable by the owner only; whatever the environment gives wins.
 * They live with the data because one is worthless without the other: removing the data folder removes both.
 */
export function loadKeys(dataDir, env = process.env) {
  const file = path.join(dataDir, 'keys.env');
  const kept = {};
  if (fs.existsSync(file)) {
    for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
      const at = line.indexOf('=');
      if (at > 0 && !line.startsWith('#')) kept[line.slice(0, at)] = line.slice(at + 1).trim();
    }
  }
  const missing = Object.keys(MAKERS).filter((name) => !kept[name]);
  if (missing.length > 0) {
    for (const name of missing) kept[name] = MAKERS[name]();
    const lines = [
      '# Development keys of this data folder. Without them its ID numbers and files cannot be read again.',
    ];
    for (const name of Object.keys(MAKERS)) lines.push(`${name}=${kept[name]}`);
    const part = `${file}.part`;
    fs.writeFileSync(part, `${lines.join('\n')}\n`, { mode: 0o600 });
    fs.renameSync(part, file);
  }
  return Object.fromEntries(Object.keys(MAKERS).map((name) => [name, env[name] || kept[name]]));
}
