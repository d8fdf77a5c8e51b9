/** Which attempt at which job; with it every line of an attempt can be found again. */
interface OfAttempt {
  readonly jobId: string;
  readonly name: string;
  readonly attempt: number;
}

/** How long the attempt ran. */
interface Ended extends OfAttempt {
  readonly runMs: number;
}

/** What the worker tells its log and metrics. Ids, names and errors; never a payload. */
export type WorkerEvent =
  /** `waitMs`: since the job was put (back) into the queue. */
  | ({ readonly kind: 'started'; readonly waitMs: number } & OfAttempt)
  | ({ readonly kind: 'succeeded'; readonly waitMs: number } & Ended)
  | ({ readonly kind: 'failed'; readonly code: string; readonly error?: unknown } & OfAttempt & Partial<Ended>)
  | ({ readonly kind: 'retry'; readonly error: unknown } & Ended)
  | ({ readonly kind: 'fenced' | 'interrupted' } & Ended)
  | { readonly kind: 'skipped'; readonly jobId: string }
  | { readonly kind: 'swept'; readonly jobs: number }
  | { readonly kind: 'error'; readonly where: string; readonly error: unknown };

export type OnEvent = (event: WorkerEvent) => void;
