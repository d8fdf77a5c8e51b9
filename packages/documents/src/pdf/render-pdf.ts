import { Worker } from 'node:worker_threads';
import { threadEntry } from '../thread/thread-entry.ts';
import type { GuideTask } from './guide-document.ts';
import type { NoticeTask } from './notice-document.ts';

export type PdfTask = NoticeTask | GuideTask;

export interface RenderedPdf {
  readonly content: Uint8Array;
  /** Code points that no face had (`U+20BB7`): 〓 stands in their place. */
  readonly missing: readonly string[];
}

/** A notice takes 1–2 s on a busy machine of two cores. */
const DEADLINE_MS = 60_000;
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 512 };

/**
 * Renders a document in a worker thread that can be killed: laying out Chinese takes seconds, and the caller's event loop
 * stays free. Time and memory are bounded.
 * @throws Error when the thread fails or the deadline passes; the thread is ended then
 */
export async function renderPdf(task: PdfTask, options: { readonly deadlineMs?: number } = {}): Promise<RenderedPdf> {
  const worker = new Worker(threadEntry(import.meta.url, 'render-pdf.thread'), {
    workerData: task,
    execArgv: [],
    resourceLimits: RESOURCE_LIMITS,
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<RenderedPdf>((resolve, reject) => {
      timer = setTimeout(
        () => reject(new Error(`rendering ${task.kind} took more than its time`)),
        options.deadlineMs ?? DEADLINE_MS,
      );
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the rendering thread ended without a document')));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
