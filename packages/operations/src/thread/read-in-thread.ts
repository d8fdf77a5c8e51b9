import type { Worker } from 'node:worker_threads';
import { READER_LIMITS, type ReaderLimits } from '@huzhu/documents/workbook/reader-limits';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import { keepThread, takeThread } from './kept-threads.ts';
import type { ReadingTask, Refused, ToThread } from './send-from-thread.ts';

export interface ReadInThreadOptions {
  readonly limits?: ReaderLimits;
  /** Time the reading itself may take, in ms; time in which the caller is busy with a batch is not counted. */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

/** 500,000 rows take about 40 s on an idle machine of two cores. */
const DEADLINE_MS = 120_000;
const WINDOW = 2;
/** What a larger file took of memory is given back at once. */
const LARGEST_KEPT = 8 * 1024 * 1024;

/**
 * Reads a workbook in a worker thread that can be killed: the event loop of the caller stays free, memory and time are
 * bounded, and nothing of a hostile file runs in the caller.
 *
 * The memory of `file` is handed to the thread when it is a whole ArrayBuffer: the caller must not use it afterwards.
 * Rows may be accepted only after `end`. Leaving the iteration early stops the thread; one that has come to its end is kept for the next
 * file of its kind (kept-threads.ts).
 * @param entry threadEntry of the module that reads (send-from-thread.ts is its other side)
 * @throws FileRefused (READ_TIMEOUT too); the signal's reason when aborted; any other error is a bug
 */
export async function* readInThread<Task extends ReadingTask, Event extends { readonly kind: string }>(
  entry: URL,
  file: Uint8Array,
  task: Omit<Task, keyof ReadingTask>,
  options: ReadInThreadOptions,
): AsyncGenerator<Event, void, undefined> {
  options.signal?.throwIfAborted();
  const limits = options.limits ?? READER_LIMITS;
  if (file.byteLength > limits.fileBytes) {
    throw new FileRefused('FILE_TOO_LARGE', { limit: Math.floor(limits.fileBytes / 1024 / 1024) });
  }
  const owned = file.byteLength > 0 && file.byteLength === file.buffer.byteLength ? file : Uint8Array.from(file);
  const reading: ReadingTask = {
    file: new Uint8Array(owned.buffer, owned.byteOffset, owned.byteLength),
    limits,
    window: WINDOW,
  };
  const { byteLength } = owned;
  const thread = takeThread(entry);
  const { worker } = thread;
  const tell = (message: ToThread<Task>, owned: ArrayBuffer[] = []) => worker.postMessage(message, owned);
  const inbox = new Inbox<Event | Refused>(worker, options.deadlineMs ?? DEADLINE_MS, options.signal);
  let ended = false;
  try {
    tell({ kind: 'task', task: { ...task, ...reading } as Task }, [owned.buffer as ArrayBuffer]);
    while (!ended) {
      const message = await inbox.next();
      if (isRefused(message)) throw new FileRefused(message.code, message.details);
      ended = message.kind === 'end';
      yield message;
      if (!ended) tell({ kind: 'more' });
    }
  } finally {
    inbox.close();
    await (ended && byteLength <= LARGEST_KEPT ? keepThread(thread) : worker.terminate());
  }
}

function isRefused(message: { readonly kind: string } | Refused): message is Refused {
  return message.kind === 'refused';
}

/** Messages of the thread as promises, with the deadline's clock running only while someone waits. */
class Inbox<Message> {
  readonly #messages: Message[] = [];
  readonly #deadlineMs: number;
  readonly #signal: AbortSignal | undefined;
  #spentMs = 0;
  #failure: unknown;
  #settle: (() => void) | undefined;
  readonly #worker: Worker;
  readonly #onAbort = () => this.#fail(this.#signal?.reason);
  readonly #onMessage = (message: Message) => {
    this.#messages.push(message);
    this.#settle?.();
  };
  readonly #onError = (error: NodeJS.ErrnoException) => {
    const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    this.#fail(outOfMemory ? new FileRefused('FILE_ZIP_BOMB', { reason: '占用内存过多' }) : error);
  };
  readonly #onExit = (code: number) => this.#fail(new Error(`the thread ended early, code ${code}`));

  constructor(worker: Worker, deadlineMs: number, signal: AbortSignal | undefined) {
    this.#worker = worker;
    this.#deadlineMs = deadlineMs;
    this.#signal = signal;
    worker.on('message', this.#onMessage);
    worker.on('error', this.#onError);
    worker.on('exit', this.#onExit);
    signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  async next(): Promise<Message> {
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
    this.#worker.off('message', this.#onMessage);
    this.#worker.off('error', this.#onError);
    this.#worker.off('exit', this.#onExit);
  }

  #fail(reason: unknown): void {
    this.#failure ??= reason;
    this.#settle?.();
  }
}
