import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from '@huzhu/db/testing/create-test-database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../scripts/services/free-port.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const key = `1:${Buffer.alloc(32, 7).toString('base64')}`;

let db: TestDatabase;
let filesDir: string;
let bundle: string;
const running: ChildProcess[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
  filesDir = await mkdtemp(path.join(tmpdir(), 'huzhu-ready-'));
  bundle = path.join(ROOT, 'apps/api/node_modules/.cache', `api-${process.pid}-${Date.now()}`);
  await promisify(execFile)(process.execPath, [path.join(ROOT, 'scripts/build-server.mjs'), 'api', bundle]);
});
afterAll(async () => {
  await Promise.all(running.map(stop));
  await rm(bundle, { recursive: true, force: true });
  await rm(filesDir, { recursive: true, force: true });
  await db?.drop();
});

/** The API as it is delivered, with its own main.ts. */
async function startApi(redisUrl: string): Promise<string> {
  const port: number = await freePort();
  const child = spawn(process.execPath, [path.join(bundle, 'main.js')], {
    env: {
      PATH: process.env.PATH ?? '',
      PORT: String(port),
      HUZHU_HOST: '127.0.0.1',
      HUZHU_WEB_DATABASE_URL: db.urlOf('huzhu_web'),
      REDIS_URL: redisUrl,
      HUZHU_FILES_DIR: filesDir,
      HUZHU_WEB_DIR: path.join(filesDir, 'no-pages'),
      HUZHU_ID_CIPHER_KEYS: key,
      HUZHU_ID_HASH_KEYS: key,
      HUZHU_FILE_KEYS: key,
      HUZHU_AUTH_SECRET: 'a-secret-for-tests-that-is-long-enough',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  running.push(child);
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the API ended with ${child.exitCode}`);
    const alive = await fetch(`${url}/healthz`).catch(() => undefined);
    if (alive?.ok) return url;
    await delay(100);
  }
  throw new Error('the API did not start');
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
  return child.exitCode;
}

async function ready(url: string): Promise<unknown> {
  const response = await fetch(`${url}/readyz`);
  return { code: response.status, ...((await response.json()) as object) };
}

const waiting = (reasons: object) => ({ code: 503, status: 'waiting', reasons });

test('/readyz names what is missing: a worker, its canary, a migration; and is ready when nothing is', async () => {
  const url = await startApi(process.env.TEST_REDIS_URL ?? '');
  expect(await ready(url)).toEqual(waiting({ worker: 'no worker is alive' }));
  await db.worker.sql`insert into worker_heartbeat (worker_id) values ('one')`;
  expect(await ready(url)).toEqual(waiting({ worker: 'no canary job was finished lately' }));
  await db.worker.sql`update worker_heartbeat set canary_at = now()`;
  expect(await ready(url)).toEqual({ code: 200, status: 'ready' });
  await db.worker.sql`update worker_heartbeat set seen_at = now() - interval '31 seconds'`;
  expect(await ready(url)).toEqual(waiting({ worker: 'no worker is alive' }));
  await db.worker.sql`update worker_heartbeat set seen_at = now()`;

  const [last] = await db.owner.sql<{ id: number; hash: string; created_at: number }[]>`
    delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)
    returning id, hash, created_at`;
  if (!last) throw new Error('there was no migration');
  expect(await ready(url)).toEqual(waiting({ migrations: 'migrations have not been run' }));
  await db.owner.sql`insert into drizzle.__drizzle_migrations ${db.owner.sql([last])}`;
  expect(await ready(url)).toEqual({ code: 200, status: 'ready' });
  expect(await stop(running[0] as ChildProcess)).toBe(0);
});

test('an API whose Redis is away lives, says so, and ends when it is told to', async () => {
  const url = await startApi(`redis://127.0.0.1:${await freePort()}`);
  await db.worker.sql`update worker_heartbeat set seen_at = now(), canary_at = now()`;
  expect(await ready(url)).toEqual(waiting({ queue: 'not reachable' }));
  expect((await fetch(`${url}/admin/queues`)).status).toBe(401);
  // Nothing of it in what is told to strangers.
  expect(JSON.stringify(await ready(url))).not.toMatch(/redis|127\.0\.0\.1|huzhu_/i);
  expect(await stop(running.at(-1) as ChildProcess)).toBe(0);
});
