/** One attempt at a job. Every write of the attempt names the token; a later attempt has another. */
export interface Attempt {
  readonly jobId: string;
  readonly attemptToken: string;
}

/**
 * Thrown by a write of an attempt that is no longer the job's: its worker lost the lock (stopped, blocked) and another
 * attempt runs, or the job was cancelled. The attempt must stop without a trace; it is no failure of the job.
 */
export class AttemptFenced extends Error {
  override readonly name = 'AttemptFenced';

  constructor(jobId: string) {
    super(`another attempt has taken over job ${jobId}`);
  }
}
