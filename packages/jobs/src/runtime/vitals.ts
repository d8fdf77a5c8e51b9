import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How a worker process fares: told with its sign of life, so that nobody has to reach the process to know. */
export interface Vitals {
  readonly memoryMb: number;
  readonly loopLagMs: number;
}

const RESOLUTION_MS = 20;

/** @returns what it is now; the lag is the 99th percentile since the last time it was asked */
export function watchVitals(): () => Vitals {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  return () => {
    // The histogram holds intervals, and nothing (NaN) before the first.
    const lag = Math.max(0, Math.round(delay.percentile(99) / 1e6) - RESOLUTION_MS) || 0;
    delay.reset();
    return { memoryMb: Math.round(process.memoryUsage.rss() / 1024 / 1024), loopLagMs: lag };
  };
}
