export interface Repeated {
  /** Runs now, or again right after the run that is under way. */
  readonly now: () => void;
  /** No further run; settles when the one under way has ended. */
  stop(): Promise<void>;
}

/** Runs a task at once and then so many milliseconds after each end: never twice at the same time. */
export function repeat(everyMs: number, task: () => Promise<unknown>, onError: (error: unknown) => void): Repeated {
  let stopped = false;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    do {
      again = false;
      try {
        await task();
      } catch (error) {
        onError(error);
        // A wake-up during a failure must not turn into a busy loop.
        again = false;
      }
    } while (again && !stopped);
    running = undefined;
    if (!stopped) timer = setTimeout(now, everyMs);
  }

  function now(): void {
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    clearTimeout(timer);
    running = run();
  }

  now();
  return {
    now,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
