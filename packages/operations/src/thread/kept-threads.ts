import { Worker } from 'node:worker_threads';

/** A thread that reads one file after another. */
export interface Thread {
  readonly worker: Worker;
  readonly entry: string;
  /** Files it has read. */
  files: number;
}

/** V8's heap in the thread. 500,000 rows with twins looked for fit; what needs more is no honest file. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };
/** Then it makes room for a new one: nothing that a library may hoard grows for ever. */
const MOST_FILES = 50;
const KEPT_FOR_MS = 60_000;

const kept = new Map<string, { readonly thread: Thread; readonly timer: NodeJS.Timeout; readonly gone: () => void }>();

/**
 * A thread that has read a file of the kind before, or a new one. To start a thread, to load its modules and to compile them costs
 * more than to read some thousands of rows.
 */
export function takeThread(entry: URL): Thread {
  const idle = kept.get(entry.href);
  if (!idle) {
    const worker = new Worker(entry, { execArgv: [], resourceLimits: RESOURCE_LIMITS });
    return { worker, entry: entry.href, files: 0 };
  }
  forget(entry.href);
  idle.thread.worker.ref();
  return idle.thread;
}

/** For a thread that has read its file to the end; any other is terminated, whatever its file may have left in it. */
export async function keepThread(thread: Thread): Promise<void> {
  const { worker, entry } = thread;
  thread.files += 1;
  if (thread.files >= MOST_FILES || kept.has(entry)) {
    await worker.terminate();
    return;
  }
  const gone = () => forget(entry);
  const timer = setTimeout(() => {
    gone();
    void worker.terminate();
  }, KEPT_FOR_MS).unref();
  worker.once('exit', gone);
  worker.once('error', gone);
  kept.set(entry, { thread, timer, gone });
  // Nobody's process waits for it.
  worker.unref();
}

function forget(entry: string): void {
  const idle = kept.get(entry);
  if (!idle) return;
  clearTimeout(idle.timer);
  idle.thread.worker.off('exit', idle.gone);
  idle.thread.worker.off('error', idle.gone);
  kept.delete(entry);
}
