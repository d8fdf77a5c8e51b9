import { type Attempt, AttemptFenced } from '@huzhu/domain/job/attempt';
import type { JobStore, Progress } from './job-store.ts';

const EVERY_MS = 500;

/** Writes the latest progress at most twice a second, the first at once. A fenced write aborts the attempt. */
export function reportProgress(
  store: JobStore,
  attempt: Attempt,
  abort: (reason: Error) => void,
  onError: (error: unknown) => void,
): { progress(progress: Progress): void; flush(): Promise<void>; stop(): void } {
  let latest: Progress | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let stopped = false;

  async function write(): Promise<void> {
    const progress = latest;
    latest = undefined;
    if (!progress) return;
    try {
      if (!(await store.progress(attempt, progress))) abort(new AttemptFenced(attempt.jobId));
    } catch (error) {
      // Progress is for show: a lost one is followed by the next.
      onError(error);
    }
  }

  function schedule(): void {
    writing = writing.then(write);
    timer = setTimeout(() => {
      timer = undefined;
      if (latest && !stopped) schedule();
    }, EVERY_MS);
  }

  return {
    progress(progress) {
      if (stopped) return;
      latest = progress;
      if (!timer) schedule();
    },
    async flush() {
      clearTimeout(timer);
      timer = undefined;
      stopped = true;
      writing = writing.then(write);
      await writing;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
