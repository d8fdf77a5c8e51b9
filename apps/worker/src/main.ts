import { hostname } from 'node:os';
import { connect } from '@huzhu/db/connect';
import { parseKeyRing } from '@huzhu/db/crypto/key-ring';
import { createJobStore } from '@huzhu/db/job/job-store';
import { createOutboxStore } from '@huzhu/db/job/outbox-store';
import { createPauseStore } from '@huzhu/db/queue-desk/queue-pause-store';
import { outliveLostConnections } from '@huzhu/db/scope/outlive-lost-connections';
import { openLocalStorage } from '@huzhu/files/local-storage';
import { startWorker } from '@huzhu/jobs/runtime/run-worker';
import type { WorkerEvent } from '@huzhu/jobs/runtime/worker-event';
import { lapseEarlyInvoices } from '@huzhu/operations/invoice/lapse-early-invoices';
import { createSmtpMailer } from '@huzhu/operations/mail/smtp-mailer';
import { remindDue } from '@huzhu/operations/payment/remind-due';
import { voidOverdue } from '@huzhu/operations/payment/void-application';
import { turnOfDay } from '@huzhu/operations/policy/turn-of-day';
import { remindRenewals } from '@huzhu/operations/renewal/remind-renewals';
import { systemClock } from '@huzhu/operations/setting/system-clock';
import { createCertificateSigner } from '@huzhu/operations/signing/certificate-signer';
import { lapseOrphans } from '@huzhu/operations/supplement/lapse-orphans';
import { pino } from 'pino';
import { readEnvironment } from './env.ts';
import { processors } from './registry.ts';

async function main(): Promise<void> {
  const env = readEnvironment();
  const workerId = `${hostname()}-${process.pid}`;
  const log = pino({ level: env.LOG_LEVEL, base: { service: 'worker', workerId } });
  outliveLostConnections((error) =>
    log.warn(describe({ kind: 'error', where: 'connecting', error }), 'connection lost'),
  );
  const db = connect(env.HUZHU_WORKER_DATABASE_URL, { name: 'huzhu-worker', max: 12 });
  const services = {
    db,
    clock: systemClock(db, env.HUZHU_DEMO === '1'),
    storage: await openLocalStorage(env.HUZHU_FILES_DIR),
    idCipherKeys: parseKeyRing(env.HUZHU_ID_CIPHER_KEYS, 'HUZHU_ID_CIPHER_KEYS'),
    idHashKeys: parseKeyRing(env.HUZHU_ID_HASH_KEYS, 'HUZHU_ID_HASH_KEYS'),
    fileKeys: parseKeyRing(env.HUZHU_FILE_KEYS, 'HUZHU_FILE_KEYS'),
    ...(env.HUZHU_SMTP_URL && { mailer: createSmtpMailer(env.HUZHU_SMTP_URL, env.HUZHU_MAIL_FROM) }),
    ...(env.HUZHU_SIGNING_CERTIFICATE && {
      signer: await createCertificateSigner(env.HUZHU_SIGNING_CERTIFICATE, env.HUZHU_SIGNING_PASSPHRASE ?? ''),
    }),
    ...(env.HUZHU_PUBLIC_URL && { publicUrl: env.HUZHU_PUBLIC_URL.replace(/\/+$/, '') }),
  };
  const worker = await startWorker({
    redisUrl: env.REDIS_URL,
    processors: processors(services),
    store: createJobStore(db),
    outbox: createOutboxStore(db),
    pauses: createPauseStore(db),
    workerId,
    turnOfDay: async () => {
      await turnOfDay(services);
      await lapseOrphans(services);
      await remindRenewals(services);
      await remindDue(services);
      await lapseEarlyInvoices(services);
      await voidOverdue(services);
    },
    onEvent: (event) => log[levelOf(event)](describe(event), event.kind),
  });
  log.info('the worker runs');

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'draining');
    await worker.close();
    await db.close();
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));
}

function levelOf(event: WorkerEvent): 'info' | 'warn' | 'error' {
  if (event.kind === 'error' || event.kind === 'failed') return 'error';
  return event.kind === 'retry' || event.kind === 'swept' || event.kind === 'fenced' ? 'warn' : 'info';
}

/** Ids, names and the place of a bug; the message of a database error may quote values and stays out of the log. */
function describe(event: WorkerEvent): Record<string, unknown> {
  const { kind: _, ...rest } = event;
  if (!('error' in rest) || !(rest.error instanceof Error)) return rest;
  const { error } = rest;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return { ...rest, error: { name: error.name, code: (error as { code?: unknown }).code, frames: frames.slice(0, 6) } };
}

main().catch((error: unknown) => {
  // A sentence for whoever starts it; the environment's sentences name variables, never values.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
