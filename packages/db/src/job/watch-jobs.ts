import type { JobState } from '@huzhu/domain/job/job-state';
import type { Database } from '../connect.ts';
import { inTransaction } from '../scope/in-transaction.ts';

export interface JobSnapshot {
  readonly id: string;
  readonly state: JobState;
  readonly stage: string;
  readonly done: number;
  readonly total: number | null;
  readonly progress: Readonly<Record<string, number | string | null>>;
  readonly errorCode: string | null;
  readonly errorSentence: string | null;
  readonly startedAt: string | null;
}

export interface JobWatcher {
  /**
   * Calls `onChange` with the row at once and whenever it has changed. Whether the asker may see the job is for the
   * caller to decide first: watching looks at all units.
   */
  watchJob(jobId: string, onChange: (job: JobSnapshot) => void): () => void;
  close(): Promise<void>;
}

/**
 * One LISTEN connection for all watchers of a process. A signal can be lost with its connection, so the watched rows are
 * read again when it is back and every 5 s: nobody stays at 99 %.
 */
export async function watchJobs(
  db: Database,
  options: { rereadMs?: number; onError?: (error: unknown) => void } = {},
): Promise<JobWatcher> {
  const watchers = new Map<string, Set<(job: JobSnapshot) => void>>();
  const seen = new Map<string, string>();
  const due = new Set<string>();
  let reading = false;

  async function readDue(): Promise<void> {
    if (reading) return;
    reading = true;
    try {
      while (due.size > 0) {
        const ids = [...due];
        due.clear();
        for (const job of await readJobs(db, ids)) {
          const text = JSON.stringify(job);
          if (seen.get(job.id) === text) continue;
          seen.set(job.id, text);
          for (const onChange of watchers.get(job.id) ?? []) onChange(job);
        }
      }
    } catch (error) {
      // Read again at the next signal or in 5 s.
      options.onError?.(error);
    } finally {
      reading = false;
    }
  }

  function rereadAll(): void {
    for (const id of watchers.keys()) due.add(id);
    void readDue();
  }

  const { unlisten } = await db.sql.listen(
    'job',
    (id) => {
      if (!watchers.has(id)) return;
      due.add(id);
      void readDue();
    },
    rereadAll,
  );
  const timer = setInterval(rereadAll, options.rereadMs ?? 5_000);

  return {
    watchJob(jobId, onChange) {
      const known = watchers.get(jobId) ?? new Set();
      known.add(onChange);
      watchers.set(jobId, known);
      // The newcomer has seen nothing yet; the others get the same state once more.
      seen.delete(jobId);
      due.add(jobId);
      void readDue();
      return () => {
        known.delete(onChange);
        if (known.size === 0 && watchers.get(jobId) === known) {
          watchers.delete(jobId);
          seen.delete(jobId);
        }
      };
    },
    async close() {
      clearInterval(timer);
      watchers.clear();
      await unlisten();
    },
  };
}

async function readJobs(db: Database, ids: readonly string[]): Promise<JobSnapshot[]> {
  return inTransaction(db.sql, async (tx) => {
    await tx`select set_config('huzhu.all_units', 'on', true)`;
    return tx<JobSnapshot[]>`
      select id, state, stage, done, total, progress, error_code as "errorCode", error_sentence as "errorSentence",
        to_char(started_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "startedAt"
      from job where id = any(${[...ids]}::uuid[])`;
  });
}
