import { type MessagePort, parentPort } from 'node:worker_threads';
import type { ReaderLimits } from '@huzhu/documents/workbook/reader-limits';
import type { ErrorDetails } from '@huzhu/domain/error/domain-error';
import { type FileRefusalCode, FileRefused } from '@huzhu/domain/roster/file-refusal';

/** What every reading thread is given; the file's memory is handed over, not copied. */
export interface ReadingTask {
  readonly file: Uint8Array;
  readonly limits: ReaderLimits;
  /** Messages that may lie unanswered at the other side. */
  readonly window: number;
}

export interface Refused {
  readonly kind: 'refused';
  readonly code: FileRefusalCode;
  readonly details: ErrorDetails;
}

/** What the other side sends: a file to read, or leave to send one more message about it. */
export type ToThread<Task> = { readonly kind: 'task'; readonly task: Task } | { readonly kind: 'more' };

/**
 * The thread's side of readInThread: for each file it is given, runs the reading, hands on what it sends, and tells a refusal of
 * the file. Anything else that is thrown ends the thread.
 * @param run reads `file` and sends events, the last one of kind `end`; memory that an event owns is handed over, not copied
 */
export function sendFromThread<Task extends ReadingTask, Event>(
  run: (task: Task, file: Buffer, send: (event: Event, owned?: ArrayBuffer[]) => Promise<void>) => Promise<void>,
): void {
  if (!parentPort) throw new Error('a reading thread runs as a worker thread only');
  const port: MessagePort = parentPort;
  let credit = 0;
  let wake: (() => void) | undefined;

  // Each answer from the other side is a credit for one more message: a slow COPY stops the reading, not the memory.
  port.on('message', (message: ToThread<Task>) => {
    if (message.kind === 'task') void read(message.task);
    else {
      credit += 1;
      wake?.();
    }
  });

  async function send(message: Event | Refused, owned: ArrayBuffer[] = []): Promise<void> {
    while (credit <= 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    credit -= 1;
    port.postMessage(message, owned);
  }

  async function read(task: Task): Promise<void> {
    credit = task.window;
    try {
      await run(task, Buffer.from(task.file.buffer, task.file.byteOffset, task.file.byteLength), send);
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      await send({ kind: 'refused', code: error.code, details: error.details });
    }
  }
}
