import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAuthentication } from '@huzhu/api/auth/authentication';
import { createAuth } from '@huzhu/api/auth/create-auth';
import { DEMO_PASSWORD, seedDemoAccounts } from '@huzhu/api/auth/seed-demo-accounts';
import { createServer } from '@huzhu/api/server';
import { parseKeyRing } from '@huzhu/db/crypto/key-ring';
import { watchJobs } from '@huzhu/db/job/watch-jobs';
import { createTestDatabase, type TestDatabase } from '@huzhu/db/testing/create-test-database';
import { asDate, type CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { openLocalStorage } from '@huzhu/files/local-storage';
import { openMadeFiles } from '@huzhu/files/made-files';
import { checkRedis, connectProducer } from '@huzhu/jobs/connection';
import { boardQueues } from '@huzhu/jobs/queue-desk/board-queues';
import { closeQueues, openQueues } from '@huzhu/jobs/queues';
import type { UploadQuota } from '@huzhu/operations/application/upload-quota';
import type { Mailer } from '@huzhu/operations/mail/mailer';
import type { Services } from '@huzhu/operations/services';
import { ApiClient } from './api-client.ts';

/** Monday; the business date of every test that does not move it. */
export const TODAY = asDate('2026-11-23');

/**
 * The real API over a real database with the demo's units and accounts, listening on a free port. What a worker process
 * needs to join it stands in `workerEnv`.
 */
export interface ProductWorld {
  readonly db: TestDatabase;
  readonly services: Services;
  readonly url: string;
  /** Every route of the server, as `METHOD /path`, without HEAD. */
  readonly routes: readonly string[];
  readonly workerEnv: Readonly<Record<string, string>>;
  /** The lines of the API's log so far. */
  readonly apiLog: readonly string[];
  /** Moves the business date. */
  setToday(day: CalendarDate): void;
  signIn(username: string): Promise<ApiClient>;
  close(): Promise<void>;
}

export async function startProductWorld(
  redisUrl = '',
  options: {
    readonly publicUrl?: string;
    readonly webDir?: string;
    readonly uploadQuota?: UploadQuota;
    readonly mailer?: Mailer;
    /** With bull-board; needs a Redis. */
    readonly board?: boolean;
    readonly metricsToken?: string;
    /** As if this were not ready. */
    readonly notReady?: string;
  } = {},
): Promise<ProductWorld> {
  const db = await createTestDatabase();
  await seedDemoAccounts(db.owner);
  const filesDir = await mkdtemp(path.join(tmpdir(), 'huzhu-files-'));
  const keys = { cipher: makeKey(), hash: makeKey(), file: makeKey() };
  let today = TODAY;
  const services: Services = {
    db: db.web,
    clock: { today: async () => today },
    storage: await openLocalStorage(filesDir),
    idCipherKeys: parseKeyRing(keys.cipher, 'cipher'),
    idHashKeys: parseKeyRing(keys.hash, 'hash'),
    fileKeys: parseKeyRing(keys.file, 'file'),
    madeFiles: openMadeFiles(path.join(filesDir, 'made')),
    ...(options.uploadQuota ? { uploadQuota: options.uploadQuota } : {}),
    ...(options.mailer ? { mailer: options.mailer } : {}),
  };
  const jobs = await watchJobs(db.web);
  const redis = options.board ? connectProducer(redisUrl) : undefined;
  if (redis) await checkRedis(redis);
  const queues = redis && openQueues(redis);
  const auth = createAuth(db.web, { secret: randomBytes(32).toString('base64'), publicUrl: options.publicUrl });
  const apiLog: string[] = [];
  const ok = async () => null;
  const server = await createServer({
    services,
    authentication: createAuthentication(db.web, auth),
    progress: { watch: (jobId, onChange) => jobs.watchJob(jobId, onChange) },
    ...(queues && { board: { queues: boardQueues(queues), tokenKey: 'a key for tests only' } }),
    metricsToken: options.metricsToken,
    demo: true,
    publicUrl: options.publicUrl,
    webDir: options.webDir ?? path.join(filesDir, 'no-pages'),
    trustedProxies: 0,
    logLevel: 'info',
    logTo: { write: (line) => apiLog.push(line) },
    health: { database: ok, migrations: ok, queue: ok, worker: async () => options.notReady ?? null },
  });
  const routes = routesOf(server.printRoutes({ commonPrefix: false }));
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  return {
    db,
    services,
    url,
    routes,
    workerEnv: {
      HUZHU_WORKER_DATABASE_URL: db.urlOf('huzhu_worker'),
      REDIS_URL: redisUrl,
      HUZHU_FILES_DIR: filesDir,
      HUZHU_ID_CIPHER_KEYS: keys.cipher,
      HUZHU_ID_HASH_KEYS: keys.hash,
      HUZHU_FILE_KEYS: keys.file,
      LOG_LEVEL: 'warn',
    },
    apiLog,
    setToday: (day) => {
      today = day;
    },
    signIn: (username) => ApiClient.signIn(url, username, DEMO_PASSWORD),
    async close() {
      server.server.closeAllConnections();
      await server.close();
      await jobs.close();
      if (queues) await closeQueues(queues);
      redis?.disconnect();
      await db.drop();
      await rm(filesDir, { recursive: true, force: true });
    },
  };
}

const makeKey = () => `1:${randomBytes(32).toString('base64')}`;

/** Reads the tree that fastify prints; its branches are indented by four characters a level. */
export function routesOf(tree: string): string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const found = /^([│ ]*)(?:├──|└──) (\S*)(?: \(([A-Z, ]+)\))?/.exec(line);
    if (!found) return [];
    const level = (found[1] ?? '').length / 4;
    above.splice(level, Number.POSITIVE_INFINITY, found[2] ?? '');
    const methods = (found[3] ?? '').split(', ').filter((method) => method !== '' && method !== 'HEAD');
    return methods.map((method) => `${method} ${above.join('')}`);
  });
}
