import { connect } from '@huzhu/db/connect';
import { holdAttempt } from '@huzhu/db/job/hold-attempt';
import { createJobStore } from '@huzhu/db/job/job-store';
import { createOutboxStore } from '@huzhu/db/job/outbox-store';
import { createPauseStore } from '@huzhu/db/queue-desk/queue-pause-store';
import { startWorker } from '@huzhu/jobs/runtime/run-worker';

/*
 * A worker process to be killed and stopped by tests. Its job writes `steps` rows into row_issue under the fence, one
 * transaction each, 100 ms apart; so that what a killed attempt left behind and a late write can be counted.
 */
const [, , databaseUrl = '', redisUrl = '', workerId = ''] = process.argv;
const db = connect(databaseUrl, { name: workerId });

const worker = await startWorker({
  redisUrl,
  workerId,
  store: createJobStore(db),
  outbox: createOutboxStore(db),
  pauses: createPauseStore(db),
  onEvent: (event) => process.stdout.write(`${JSON.stringify(event)}\n`),
  processors: {
    'import-ledger': () => Promise.reject(new Error('import-ledger was not enqueued')),
    'render-payment-notice': () => Promise.reject(new Error('render-payment-notice was not enqueued')),
    'render-policy': () => Promise.reject(new Error('render-policy was not enqueued')),
    'render-endorsement': () => Promise.reject(new Error('render-endorsement was not enqueued')),
    'render-undertaking': () => Promise.reject(new Error('render-undertaking was not enqueued')),
    'mail-invoice': () => Promise.reject(new Error('mail-invoice was not enqueued')),
    'parse-roster': async ({ attempt, attemptNumber, payload, signal, progress }) => {
      for (let step = 1; step <= 40; step += 1) {
        signal.throwIfAborted();
        await db.sql.begin(async (tx) => {
          await holdAttempt(tx, attempt);
          await tx`insert into row_issue (roster_version_id, row_number, unit_id, code, severity, field, plan_code)
            select id, ${step}, unit_id, 'HIDDEN_ROW', 'warning', 'row', ${String(attemptNumber)}
            from roster_version where id = ${payload.rosterVersionId}`;
        });
        progress({ stage: 'checking', done: step, total: 40, detail: {} });
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
  },
});

process.on('SIGTERM', async () => {
  await worker.close();
  await db.close();
  process.exit(0);
});
process.stdout.write('{"kind":"ready"}\n');
