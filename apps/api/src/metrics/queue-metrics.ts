import { DESK_STATES } from '@huzhu/domain/queue-desk/queue-desk.schema';
import type { QueueMeasures } from '@huzhu/operations/queue-desk/measure-queues';
import { Gauge, type Registry } from 'prom-client';

/**
 * Jobs and workers as gauges, read from Postgres when they are asked for. @returns takes what was measured
 */
export function queueMetrics(registry: Registry): (measures: QueueMeasures) => void {
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Gauge({ name, help, labelNames: [...labelNames], registers: [registry] });
  const jobs = gauge('huzhu_jobs', 'Jobs by name and state', ['job', 'state']);
  const oldest = gauge('huzhu_job_oldest_wait_seconds', 'Age of the oldest job that waits to be run', ['job']);
  const waits = gauge('huzhu_job_wait_seconds', 'From enqueueing to start, jobs that ended in the last hour', [
    'job',
    'quantile',
  ]);
  const runs = gauge('huzhu_job_run_seconds', 'From start to end, jobs that ended in the last hour', [
    'job',
    'quantile',
  ]);
  const paused = gauge('huzhu_queue_paused', '1 for a queue that is paused', ['queue']);
  const seen = gauge('huzhu_worker_seen_seconds', 'Since the last sign of life of a worker', ['worker']);
  const canary = gauge('huzhu_worker_canary_seconds', 'Since a worker last finished a canary job', ['worker']);
  const memory = gauge('huzhu_worker_resident_memory_bytes', 'Resident memory of a worker', ['worker']);
  const lag = gauge('huzhu_worker_eventloop_lag_p99_seconds', 'Event loop lag of a worker between two beats', [
    'worker',
  ]);
  return ({ counts, times, workers, paused: queues }) => {
    for (const one of [jobs, oldest, waits, runs, paused, seen, canary, memory, lag]) one.reset();
    // A state that nobody is in is 0, not absent: an alarm on `failed` must not wait for its first.
    for (const job of new Set(counts.map(({ name }) => name)))
      for (const state of Object.keys(DESK_STATES)) jobs.set({ job, state }, 0);
    for (const { name, desk, count, oldestSeconds } of counts) {
      jobs.set({ job: name, state: desk }, count);
      if (desk === 'waiting') oldest.set({ job: name }, oldestSeconds ?? 0);
    }
    for (const { name, quantile, waitSeconds, runSeconds } of times) {
      waits.set({ job: name, quantile: String(quantile) }, waitSeconds);
      runs.set({ job: name, quantile: String(quantile) }, runSeconds);
    }
    for (const queue of queues) paused.set({ queue }, 1);
    for (const { id, seenSecondsAgo, canarySecondsAgo, memoryMb, loopLagMs } of workers) {
      seen.set({ worker: id }, seenSecondsAgo);
      if (canarySecondsAgo !== null) canary.set({ worker: id }, canarySecondsAgo);
      if (memoryMb !== null) memory.set({ worker: id }, memoryMb * 1024 * 1024);
      if (loopLagMs !== null) lag.set({ worker: id }, loopLagMs / 1000);
    }
  };
}
