import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq';
import { checkRedis, connectProducer, connectWorker } from '../connection.ts';
import type { JobDefinition } from '../define-job.ts';
import { isJobName, JOB_DEFINITIONS, type JobName } from '../job-definitions.ts';
import { sendTurnOfDay, TURN_OF_DAY } from '../policy/turn-of-day.ts';
import { createPublisher } from '../publish.ts';
import { CANARY, sendCanary } from '../queue-desk/canary.ts';
import { keepPauses, type PauseStore } from '../queue-desk/keep-pauses.ts';
import { closeQueues, openQueues, type QueueName } from '../queues.ts';
import { type OutboxStore, relayOutbox } from '../relay-outbox.ts';
import { sweepStalled } from '../sweep-stalled.ts';
import type { JobStore } from './job-store.ts';
import { repeat } from './repeat.ts';
import { type AttemptDeps, exhaustedFailure, type JobRun, type Processor, runAttempt } from './run-attempt.ts';
import { watchVitals } from './vitals.ts';
import type { OnEvent } from './worker-event.ts';

export type Processors = { readonly [Name in JobName]: Processor<Name> };

export interface WorkerOptions {
  readonly redisUrl: string;
  readonly processors: Processors;
  readonly store: JobStore;
  readonly outbox: OutboxStore;
  readonly pauses: PauseStore;
  /** Unique per process, e.g. host name and pid. */
  readonly workerId: string;
  /** Jobs at once per queue; default 2 rosters and 1 document, because one process renders. */
  readonly concurrency?: Partial<Record<QueueName, number>>;
  /** What the calendar does (cover begins, ends, notices lapse); may be run at any time and by several workers at once. */
  readonly turnOfDay?: () => Promise<unknown>;
  readonly onEvent: OnEvent;
}

export interface RunningWorker {
  /** Takes no new work, lets running work end for 14 s, then tells it to stop. Settles within 25 s. */
  close(): Promise<void>;
}

/**
 * A worker that was killed or stopped loses its lock after 15 s and the queue hands its job on within 10 more;
 * what it missed (a flushed queue) the sweep finds.
 */
const LOCK_MS = 15_000;
const STALLED_MS = 10_000;
/** With all that is waited for around it, and the pool's 5 s, a process that has to leave is gone within 30 s. */
const DRAIN_MS = 14_000;
const PAUSES_MS = 2_000;

/**
 * Runs jobs, the relay, the sweep and the signs of life of one worker process.
 * @throws Error with a sentence when Redis is missing or would evict
 */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { store, outbox, workerId, onEvent } = options;
  const producer = connectProducer(options.redisUrl);
  const blocking = connectWorker(options.redisUrl);
  try {
    await checkRedis(producer);
  } catch (error) {
    producer.disconnect();
    blocking.disconnect();
    throw error;
  }
  const queues = openQueues(producer);
  const publisher = createPublisher(queues);
  const shutdown = new AbortController();
  const deps: AttemptDeps = { store, onEvent, shutdown: shutdown.signal };

  // Known before the first job is taken; remembered here, because a flush takes the queue's own pause away at once.
  let paused = await keepPauses(options.pauses, queues);
  const startQueue = (name: QueueName, concurrency: number) => {
    const worker = new Worker(
      name,
      async (entry, token) => {
        if (entry.name === CANARY) return store.canaryDone(workerId);
        if (entry.name === TURN_OF_DAY) return void (await options.turnOfDay?.());
        if (paused.has(name)) return postpone(entry, token);
        return runEntry(entry, token, options.processors, workerId, deps);
      },
      {
        connection: blocking,
        concurrency,
        lockDuration: LOCK_MS,
        stalledInterval: STALLED_MS,
        // The job's row counts attempts and ends them.
        maxStalledCount: 20,
      },
    );
    worker.on('error', (error) => onEvent({ kind: 'error', where: `queue ${name}`, error }));
    return worker;
  };
  const workers = [
    startQueue('roster', options.concurrency?.roster ?? 2),
    startQueue('documents', options.concurrency?.documents ?? 1),
    startQueue('queue-desk', options.concurrency?.['queue-desk'] ?? 2),
  ];

  const vitals = watchVitals();
  const loop = (where: string, everyMs: number, run: () => Promise<unknown>) =>
    repeat(everyMs, run, (error) => onEvent({ kind: 'error', where, error }));
  const relay = loop('relay', 1_000, () => relayOutbox(outbox, publisher));
  const loops = [
    relay,
    loop('alive', 5_000, () => store.workerAlive(workerId, vitals())),
    loop('pauses', PAUSES_MS, async () => {
      paused = await keepPauses(options.pauses, queues);
    }),
    loop('canary', 15_000, () => sendCanary(queues)),
    loop('turn of day', 10_000, () => sendTurnOfDay(queues)),
    loop('sweep', 10_000, async () => {
      const jobs = await sweepStalled(store, publisher);
      if (jobs > 0) onEvent({ kind: 'swept', jobs });
    }),
  ];
  const stopListening = await outbox.listen(relay.now);

  async function close(): Promise<void> {
    await Promise.race([stopListening().catch(() => {}), delay(1_000)]);
    await Promise.race([Promise.all(loops.map((running) => running.stop())), delay(2_000)]);
    const closed = Promise.all(workers.map((worker) => worker.close()));
    await Promise.race([closed, delay(DRAIN_MS)]);
    shutdown.abort();
    await Promise.race([closed, delay(6_000)]);
    await Promise.race([store.workerGone(workerId).catch(() => {}), delay(1_000)]);
    await Promise.race([closeQueues(queues), delay(500)]);
    producer.disconnect();
    blocking.disconnect();
  }

  return { close };
}

async function runEntry(
  entry: Job,
  token: string | undefined,
  processors: Processors,
  workerId: string,
  deps: AttemptDeps,
): Promise<void> {
  const jobId = String((entry.data as { jobId?: unknown }).jobId);
  let outcome: Awaited<ReturnType<typeof runAttempt>>;
  let reason = 'failed';
  try {
    outcome = await claimAndRun(jobId, processors, workerId, deps);
  } catch (error) {
    // The row could not be read or written (Postgres away, a lock held by a stopped worker): later, uncounted.
    deps.onEvent({ kind: 'error', where: `job ${jobId}`, error });
    outcome = 'postpone';
    reason = 'the job row could not be written';
  }
  if (outcome === 'done') return;
  if (outcome === 'give-up') throw new UnrecoverableError('failed; the reason stands in the job row');
  if (outcome === 'retry') throw new Error(reason);
  await postpone(entry, token);
}

/** Back into the queue for five seconds; no attempt of the job was begun. */
async function postpone(entry: Job, token: string | undefined): Promise<never> {
  await entry.moveToDelayed(Date.now() + 5_000, token);
  throw new DelayedError();
}

async function claimAndRun(
  jobId: string,
  processors: Processors,
  workerId: string,
  deps: AttemptDeps,
): Promise<Awaited<ReturnType<typeof runAttempt>>> {
  const claim = await deps.store.claim(jobId, workerId);
  if (claim.kind === 'skip') {
    deps.onEvent({ kind: 'skipped', jobId });
    return 'done';
  }
  // Were the entry given up here, a job whose attempt ended while Postgres was away would wait for the sweep.
  if (claim.kind === 'busy') return 'postpone';
  if (!isJobName(claim.name)) throw new RangeError(`no such job: ${claim.name}`);
  const definition = JOB_DEFINITIONS[claim.name] as unknown as JobDefinition;
  if (claim.kind === 'exhausted') {
    const failure = exhaustedFailure(definition, jobId, claim.attempts);
    if (await deps.store.failExhausted(jobId, failure)) {
      deps.onEvent({ kind: 'failed', jobId, name: claim.name, attempt: claim.attempts, code: failure.code });
    }
    return 'give-up';
  }
  return runAttempt(definition, processors[claim.name] as (run: JobRun<never>) => Promise<void>, claim, deps);
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
