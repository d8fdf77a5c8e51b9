import { Worker } from 'node:worker_threads';
import { READER_LIMITS, type ReaderLimits } from '@huzhu/documents/workbook/reader-limits';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import type { RosterContext } from '@huzhu/domain/roster/roster-row';
import type { CheckRosterMessage, CheckRosterTask } from './check-roster.thread.ts';
import type { RosterEvent } from './roster-event.ts';
import { threadEntry } from './thread-entry.ts';

export interface ReadRosterOptions {
  readonly context: Omit<RosterContext, 'date1904'>;
  readonly limits?: ReaderLimits;
  /** Time the reading itself may take, in ms; time in which the caller is busy with a batch is not counted. */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
  /** Rows per batch after the first. */
  readonly batch?: number;
}

/** 500,000 rows take about 40 s on an idle machine of two cores. */
const DEADLINE_MS = 120_000;
/** The first rows come at once, so that a page has something to show. */
const FIRST_BATCH = 20;
const BATCH = 500;
const WINDOW = 2;
/** V8's heap in the thread. 500,000 rows with twins looked for fit; what needs more is no roster. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

/**
 * Reads and checks a roster in a worker thread that can be killed: the event loop of the caller stays free, memory
 * and time are bounded, and nothing of a hostile file runs in the caller.
 *
 * The memory of `file` is handed to the thread when it is a whole ArrayBuffer: the caller must not use it afterwards.
 * Rows may be accepted only after `end`. Leaving the iteration early stops the thread.
 * @throws FileRefused (READ_TIMEOUT too); the signal's reason when aborted; any other error is a bug
 */
export async function* readRosterInThread(
  file: Uint8Array,
  options: ReadRosterOptions,
): AsyncGenerator<RosterEvent, void, undefined> {
  options.signal?.throwIfAborted();
  const limits = options.limits ?? READER_LIMITS;
  if (file.byteLength > limits.fileBytes) {
    throw new FileRefused('FILE_TOO_LARGE', { limit: Math.floor(limits.fileBytes / 1024 / 1024) });
  }
  const owned = file.byteLength > 0 && file.byteLength === file.buffer.byteLength ? file : Uint8Array.from(file);
  const task: CheckRosterTask = {
    file: new Uint8Array(owned.buffer, owned.byteOffset, owned.byteLength),
    context: options.context,
    limits,
    firstBatch: FIRST_BATCH,
    batch: options.batch ?? BATCH,
    window: WINDOW,
  };
  const worker = new Worker(threadEntry(import.meta.url, 'check-roster.thread'), {
    workerData: task,
    transferList: [owned.buffer as ArrayBuffer],
    execArgv: [],
    resourceLimits: RESOURCE_LIMITS,
  });
  const inbox = new Inbox(worker, options.deadlineMs ?? DEADLINE_MS, options.signal);
  try {
    while (true) {
      const message = await inbox.next();
      if (message.kind === 'refused') throw new FileRefused(message.code, message.details);
      yield message;
      if (message.kind === 'end') return;
      worker.postMessage('more');
    }
  } finally {
    inbox.close();
    await worker.terminate();
  }
}

/** Messages of the thread as promises, with the deadline's clock running only while someone waits. */
class Inbox {
  readonly #messages: CheckRosterMessage[] = [];
  readonly #deadlineMs: number;
  readonly #signal: AbortSignal | undefined;
  #spentMs = 0;
  #failure: unknown;
  #settle: (() => void) | undefined;
  readonly #onAbort = () => this.#fail(this.#signal?.reason);

  constructor(worker: Worker, deadlineMs: number, signal: AbortSignal | undefined) {
    this.#deadlineMs = deadlineMs;
    this.#signal = signal;
    worker.on('message', (message: CheckRosterMessage) => {
      this.#messages.push(message);
      this.#settle?.();
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.#fail(outOfMemory ? new FileRefused('FILE_ZIP_BOMB', { reason: '占用内存过多' }) : error);
    });
    worker.on('exit', (code) => this.#fail(new Error(`the roster thread ended early, code ${code}`)));
    signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  async next(): Promise<CheckRosterMessage> {
    const started = performance.now();
    const timer = setTimeout(
      () => this.#fail(new FileRefused('READ_TIMEOUT', { seconds: Math.ceil(this.#deadlineMs / 1000) })),
      Math.max(0, this.#deadlineMs - this.#spentMs),
    );
    try {
      while (true) {
        // An abort counts at once; an exit only after the messages that came before it.
        if (this.#signal?.aborted) throw this.#signal.reason;
        const message = this.#messages.shift();
        if (message) return message;
        if (this.#failure !== undefined) throw this.#failure;
        await new Promise<void>((resolve) => {
          this.#settle = resolve;
        });
      }
    } finally {
      clearTimeout(timer);
      this.#spentMs += performance.now() - started;
    }
  }

  close(): void {
    this.#signal?.removeEventListener('abort', this.#onAbort);
  }

  #fail(reason: unknown): void {
    this.#failure ??= reason;
    this.#settle?.();
  }
}
