/** Ids and small numbers, never content: what a job works on is read from the database when it runs. */
export type JobPayload = Readonly<Record<string, string | number>>;

/** A job that is about to be written, together with its outbox row, in a business transaction. */
export interface NewJob {
  readonly id: string;
  readonly name: string;
  readonly payload: JobPayload;
  readonly maxAttempts: number;
}
