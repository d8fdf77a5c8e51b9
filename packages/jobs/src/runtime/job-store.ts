import type { Attempt } from '@huzhu/domain/job/attempt';
import type { JobPayload } from '@huzhu/domain/job/new-job';
import type { SweepStore } from '../sweep-stalled.ts';
import type { Vitals } from './vitals.ts';

export interface Failure {
  readonly code: string;
  /** For the user. */
  readonly sentence: string;
}

export interface Progress {
  readonly stage: string;
  readonly done: number;
  readonly total: number | null;
  readonly detail: Record<string, number | string | null>;
}

export type Claim =
  | {
      readonly kind: 'claimed';
      readonly attempt: Attempt;
      readonly name: string;
      /** 1 for the first. */
      readonly number: number;
      readonly maxAttempts: number;
      /** Since it was put (back) into the queue, by the database's clock. */
      readonly waitMs: number;
      readonly payload: JobPayload;
    }
  /** All attempts are used up and the last one died without a word. */
  | { readonly kind: 'exhausted'; readonly name: string; readonly attempts: number }
  /** An attempt runs, or ended a moment ago without being able to say so: nothing to do now, perhaps something soon. */
  | { readonly kind: 'busy' }
  /** Finished, cancelled or unknown. */
  | { readonly kind: 'skip' };

/** The job rows as packages/db keeps them (createJobStore). Every write is conditional on the attempt's token. */
export interface JobStore extends SweepStore {
  claim(jobId: string, workerId: string): Promise<Claim>;
  heartbeat(attempt: Attempt): Promise<boolean>;
  progress(attempt: Attempt, progress: Progress): Promise<boolean>;
  succeed(attempt: Attempt): Promise<boolean>;
  fail(attempt: Attempt, failure: Failure): Promise<boolean>;
  failExhausted(jobId: string, failure: Failure): Promise<boolean>;
  requeue(attempt: Attempt, options: { counts: boolean }): Promise<boolean>;
  workerAlive(workerId: string, vitals: Vitals): Promise<void>;
  canaryDone(workerId: string): Promise<void>;
  workerGone(workerId: string): Promise<void>;
}
