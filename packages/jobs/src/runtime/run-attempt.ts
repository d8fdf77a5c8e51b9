import { DomainError } from '@huzhu/domain/error/domain-error';
import { fillSentence } from '@huzhu/domain/error/error-codes';
import { type Attempt, AttemptFenced } from '@huzhu/domain/job/attempt';
import { FinalError } from '@huzhu/domain/job/final-error';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import { type JobDefinition, jobReference } from '../define-job.ts';
import type { JobName, PayloadOf } from '../job-definitions.ts';
import type { Claim, Failure, JobStore, Progress } from './job-store.ts';
import { reportProgress } from './report-progress.ts';
import type { OnEvent } from './worker-event.ts';

export interface JobRun<Payload> {
  readonly payload: Payload;
  /** Goes with every write of the job (holdAttempt, finishJob, copyRosterLines). */
  readonly attempt: Attempt;
  /** 1 for the first. */
  readonly attemptNumber: number;
  /** Aborted at the deadline, at shutdown, and when another attempt has taken over. Stop soon: 5 s later it is dropped. */
  readonly signal: AbortSignal;
  /** Shows how far it is; call it as often as you like, at most two a second are written. */
  progress(progress: Progress): void;
}

/** Does the work. Throw FinalError, FileRefused or DomainError for what a retry cannot cure. */
export type Processor<Name extends JobName = JobName> = (run: JobRun<PayloadOf<Name>>) => Promise<void>;

/** What the queue should do with its entry. */
export type Outcome = 'done' | 'retry' | 'give-up' | 'postpone';

export interface AttemptDeps {
  readonly store: JobStore;
  readonly onEvent: OnEvent;
  /** Aborted when the worker has to leave now. */
  readonly shutdown: AbortSignal;
  readonly heartbeatMs?: number;
}

class Interrupted extends Error {}
class DeadlineExceeded extends Error {}

const GRACE_MS = 5_000;

/** Runs one claimed attempt to its end and writes that end into the job's row. Throws only when the row cannot be written. */
export async function runAttempt(
  definition: JobDefinition,
  processor: (run: JobRun<never>) => Promise<void>,
  claim: Extract<Claim, { kind: 'claimed' }>,
  deps: AttemptDeps,
): Promise<Outcome> {
  const { store, onEvent } = deps;
  const { attempt } = claim;
  const jobId = attempt.jobId;
  const name = definition.name;
  const began = Date.now();
  const controller = new AbortController();
  const abort = (reason: Error) => controller.abort(reason);
  const onShutdown = () => abort(new Interrupted('the worker is shutting down'));
  deps.shutdown.addEventListener('abort', onShutdown, { once: true });
  if (deps.shutdown.aborted) onShutdown();
  const deadline = setTimeout(() => abort(new DeadlineExceeded('the attempt took too long')), definition.deadlineMs);
  const heartbeat = setInterval(() => {
    store.heartbeat(attempt).then(
      (mine) => mine || abort(new AttemptFenced(jobId)),
      // Postgres is away: nothing can be written anyway, and what is written later is fenced by the token.
      (error: unknown) => onEvent({ kind: 'error', where: 'heartbeat', error }),
    );
  }, deps.heartbeatMs ?? 5_000);
  const report = reportProgress(store, attempt, abort, (error) => onEvent({ kind: 'error', where: 'progress', error }));

  onEvent({ kind: 'started', jobId, name, attempt: claim.number, waitMs: claim.waitMs });
  try {
    const payload = definition.payload.safeParse(claim.payload);
    if (!payload.success) throw new FinalError('BAD_PAYLOAD', failureSentence(definition, jobId, claim.number));
    const run = processor({
      payload: payload.data as never,
      attempt,
      attemptNumber: claim.number,
      signal: controller.signal,
      progress: report.progress,
    });
    await untilAborted(run, controller.signal);
    await report.flush();
    if (!(await store.succeed(attempt))) throw new AttemptFenced(jobId);
    const runMs = Date.now() - began;
    onEvent({ kind: 'succeeded', jobId, name, attempt: claim.number, waitMs: claim.waitMs, runMs });
    return 'done';
  } catch (thrown) {
    // After an abort whatever the processor threw is its way of stopping.
    const error: unknown = controller.signal.aborted ? controller.signal.reason : thrown;
    report.stop();
    return await concludeFailure(error, definition, claim, deps, Date.now() - began);
  } finally {
    clearTimeout(deadline);
    clearInterval(heartbeat);
    report.stop();
    deps.shutdown.removeEventListener('abort', onShutdown);
  }
}

async function concludeFailure(
  error: unknown,
  definition: JobDefinition,
  claim: Extract<Claim, { kind: 'claimed' }>,
  { store, onEvent }: AttemptDeps,
  runMs: number,
): Promise<Outcome> {
  const { attempt } = claim;
  const { jobId } = attempt;
  const of = { jobId, name: definition.name, attempt: claim.number, runMs };
  if (error instanceof AttemptFenced) {
    onEvent({ kind: 'fenced', ...of });
    return 'done';
  }
  if (error instanceof Interrupted) {
    (await store.requeue(attempt, { counts: false })) || (await store.requeue(attempt, { counts: true }));
    onEvent({ kind: 'interrupted', ...of });
    return 'postpone';
  }
  if (error instanceof DomainError && error.code === 'BUSY' && (await store.requeue(attempt, { counts: false }))) {
    // The database went away under it: that says nothing about the job.
    onEvent({ kind: 'retry', ...of, error });
    return 'postpone';
  }
  const final = finalFailure(error);
  if (!final && claim.number < claim.maxAttempts - (definition.spareAttempts ?? 0)) {
    await store.requeue(attempt, { counts: true });
    onEvent({ kind: 'retry', ...of, error });
    return 'retry';
  }
  const failure = final ?? exhaustedFailure(definition, jobId, claim.number);
  const failed = await store.fail(attempt, failure);
  onEvent(failed ? { kind: 'failed', ...of, code: failure.code, error } : { kind: 'fenced', ...of });
  return 'give-up';
}

/** What a retry cannot cure. STORAGE_FULL may be over in a moment, and BUSY too when it has lasted for its hour. */
function finalFailure(error: unknown): Failure | undefined {
  if (error instanceof DomainError && (error.code === 'BUSY' || error.code === 'STORAGE_FULL')) return undefined;
  if (error instanceof FinalError || error instanceof FileRefused || error instanceof DomainError) {
    return { code: error.code, sentence: error.sentence };
  }
  return undefined;
}

export function exhaustedFailure(definition: JobDefinition, jobId: string, attempts: number): Failure {
  return { code: 'JOB_FAILED', sentence: failureSentence(definition, jobId, attempts) };
}

function failureSentence(definition: JobDefinition, jobId: string, attempts: number): string {
  return fillSentence(definition.failure, { attempts, reference: jobReference(jobId) });
}

/** The work's own end, or its abortion some seconds after it was told to stop and did not. */
async function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  const dropped = new Promise<never>((_resolve, reject) => {
    onAbort = () => {
      timer = setTimeout(() => reject(signal.reason), GRACE_MS);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    await Promise.race([work, dropped]);
  } finally {
    clearTimeout(timer);
    if (onAbort) signal.removeEventListener('abort', onAbort);
    // Dropped work may still throw later; nobody waits for it any more.
    work.catch(() => {});
  }
}
