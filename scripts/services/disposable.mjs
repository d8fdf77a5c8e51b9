import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bringUp } from './bring-up.mjs';
import { isDataFolder, ownerOf } from './data-folder.mjs';
import { clusterOf, stopLeftServer } from './postgres.mjs';
import { stopLeftRedis } from './redis.mjs';

const PREFIX = 'huzhu-test-';

export async function removeDataFolder(dataDir) {
  const home = clusterOf(dataDir);
  if (home) await stopLeftServer(path.join(home, 'cluster'));
  await stopLeftRedis(dataDir);
  if (home) fs.rmSync(home, { recursive: true, force: true });
  fs.rmSync(dataDir, { recursive: true, force: true });
}

/** A data folder in the machine's temporary folder, where Postgres' account can enter even when the checkout is closed to it. */
export function makeDisposableFolder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), PREFIX));
  // mkdtemp lets the owner alone in; what is secret inside has its own mode.
  fs.chmodSync(folder, 0o755);
  return folder;
}

/** Stops and removes what test runs that were killed left behind: an hour old, ours, and with no live owner. */
export async function sweepDisposableFolders() {
  for (const name of fs.readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = path.join(os.tmpdir(), name);
    try {
      const { uid, mtimeMs } = fs.statSync(folder);
      const old = Date.now() - mtimeMs > 3_600_000;
      if (old && uid === process.getuid?.() && isDataFolder(folder) && !ownerOf(folder)) await removeDataFolder(folder);
    } catch {}
  }
}

/** A Postgres and a Redis for tests alone, fast and forgetful, on free ports. DATABASE_URL and REDIS_URL are not looked at. */
export async function startDisposableServices() {
  await sweepDisposableFolders();
  const dataDir = makeDisposableFolder();
  const env = { ...process.env };
  // A test run must never touch the database that somebody's shell points at.
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'HUZHU_WEB_DATABASE_URL', 'HUZHU_WORKER_DATABASE_URL'])
    delete env[name];
  const services = await bringUp({ dataDir, env, disposable: true });
  return {
    databaseUrl: services.env.DATABASE_URL,
    redisUrl: services.env.REDIS_URL,
    stop: async () => {
      await services.stop();
      await removeDataFolder(dataDir);
    },
  };
}
