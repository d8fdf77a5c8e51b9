import path from 'node:path';
import { connect } from '@huzhu/db/connect';
import { parseKeyRing } from '@huzhu/db/crypto/key-ring';
import { watchJobs } from '@huzhu/db/job/watch-jobs';
import { workerReadiness } from '@huzhu/db/job/worker-readiness';
import { isMigrated } from '@huzhu/db/migrate';
import { outliveLostConnections } from '@huzhu/db/scope/outlive-lost-connections';
import { openLocalStorage } from '@huzhu/files/local-storage';
import { openMadeFiles } from '@huzhu/files/made-files';
import { connectProducer } from '@huzhu/jobs/connection';
import { boardQueues } from '@huzhu/jobs/queue-desk/board-queues';
import { closeQueues, openQueues } from '@huzhu/jobs/queues';
import { systemClock } from '@huzhu/operations/setting/system-clock';
import { createAuthentication } from './auth/authentication.ts';
import { createAuth } from './auth/create-auth.ts';
import { readEnvironment } from './env.ts';
import { createServer } from './server.ts';

/** Loaded only where a mail server is configured. */
async function mailerOf(url: string, from: string | undefined) {
  const { createSmtpMailer } = await import('@huzhu/operations/mail/smtp-mailer');
  return createSmtpMailer(url, from);
}

async function main(): Promise<void> {
  const env = readEnvironment();
  const demo = env.HUZHU_DEMO === '1';
  const db = connect(env.HUZHU_WEB_DATABASE_URL, { name: 'huzhu-api', max: 16 });
  const redis = connectProducer(env.REDIS_URL);
  const queues = openQueues(redis);
  const jobs = await watchJobs(db);
  const services = {
    db,
    clock: systemClock(db, demo),
    storage: await openLocalStorage(env.HUZHU_FILES_DIR),
    idCipherKeys: parseKeyRing(env.HUZHU_ID_CIPHER_KEYS, 'HUZHU_ID_CIPHER_KEYS'),
    idHashKeys: parseKeyRing(env.HUZHU_ID_HASH_KEYS, 'HUZHU_ID_HASH_KEYS'),
    fileKeys: parseKeyRing(env.HUZHU_FILE_KEYS, 'HUZHU_FILE_KEYS'),
    madeFiles: openMadeFiles(path.join(env.HUZHU_FILES_DIR, 'made')),
    webDir: env.HUZHU_WEB_DIR,
    ...(env.HUZHU_SMTP_URL && { mailer: await mailerOf(env.HUZHU_SMTP_URL, env.HUZHU_MAIL_FROM) }),
  };
  const auth = createAuth(db, { secret: env.HUZHU_AUTH_SECRET, publicUrl: env.HUZHU_PUBLIC_URL });
  const server = await createServer({
    services,
    authentication: createAuthentication(db, auth),
    progress: { watch: (jobId, onChange) => jobs.watchJob(jobId, onChange) },
    board: { queues: boardQueues(queues), tokenKey: env.HUZHU_AUTH_SECRET },
    metricsToken: env.HUZHU_METRICS_TOKEN,
    demo,
    webDir: env.HUZHU_WEB_DIR,
    publicUrl: env.HUZHU_PUBLIC_URL,
    trustedProxies: env.HUZHU_TRUSTED_PROXIES,
    logLevel: env.LOG_LEVEL,
    health: {
      database: async () => {
        await db.sql`select 1`;
        return null;
      },
      migrations: async () => ((await isMigrated(db)) ? null : 'migrations have not been run'),
      queue: async () => ((await redis.ping()) === 'PONG' ? null : 'no answer'),
      worker: () => workerReadiness(db),
    },
  });
  outliveLostConnections((error) => server.log.warn({ code: (error as { code?: unknown }).code }, 'connection lost'));
  await server.listen({ port: env.PORT, host: env.HUZHU_HOST });

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    // Open progress streams would keep the server waiting for ever.
    server.server.closeAllConnections();
    await server.close();
    await jobs.close();
    await closeQueues(queues);
    redis.disconnect();
    await db.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
