/** What the worker tells its log and metrics. Ids, names and errors; never a payload. */
export type WorkerEvent =
  | { readonly kind: 'started'; readonly jobId: string; readonly name: string; readonly attempt: number }
  | { readonly kind: 'succeeded'; readonly jobId: string; readonly name: string; readonly ms: number }
  | {
      readonly kind: 'failed';
      readonly jobId: string;
      readonly name: string;
      readonly code: string;
      readonly error?: unknown;
    }
  | {
      readonly kind: 'retry';
      readonly jobId: string;
      readonly name: string;
      readonly attempt: number;
      readonly error: unknown;
    }
  | { readonly kind: 'fenced' | 'interrupted'; readonly jobId: string; readonly name: string }
  | { readonly kind: 'skipped'; readonly jobId: string }
  | { readonly kind: 'swept'; readonly jobs: number }
  | { readonly kind: 'error'; readonly where: string; readonly error: unknown };

export type OnEvent = (event: WorkerEvent) => void;
