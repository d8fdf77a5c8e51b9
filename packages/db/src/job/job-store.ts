import type { Attempt } from '@huzhu/domain/job/attempt';
import type { JobPayload } from '@huzhu/domain/job/new-job';
import type { Database } from '../connect.ts';

interface ClaimedRow {
  readonly token: string;
  readonly attempt: number;
  readonly max: number;
  readonly wait: number;
  readonly name: string;
  readonly payload: JobPayload;
}

/** A running attempt whose last sign of life is older than this may be taken over (it beats every 5 s). */
const DEAD_AFTER_SECONDS = 12;
/** The sweep looks after jobs that the queue should long have run: later than the queue's own recovery. */
const LOST_AFTER_SECONDS = 30;
const UNPUBLISHED_AFTER_SECONDS = 15;
const UNCOUNTED_FOR_SECONDS = 3_600;

/**
 * The job rows as the runtime of packages/jobs sees them (its port JobStore; the two meet in the worker's main.ts).
 * Every write names the attempt's token, and is one conditional update: a late worker changes nothing.
 * All times are the database's.
 */
export function createJobStore(db: Database) {
  const { sql } = db;
  return {
    async claim(jobId: string, workerId: string) {
      const [row] = await sql<ClaimedRow[]>`
        update job set state = 'running', attempts = attempts + 1, attempt_token = gen_random_uuid(),
          worker_id = ${workerId}, started_at = coalesce(started_at, now()), heartbeat_at = now(),
          stage = '', done = 0, progress = '{}'
        where id = ${jobId} and attempts < max_attempts and (state = 'queued'
          or (state = 'running' and heartbeat_at < now() - make_interval(secs => ${DEAD_AFTER_SECONDS})))
        returning attempt_token as token, attempts as attempt, max_attempts as max, name, payload,
          extract(epoch from now() - queued_at)::float8 * 1000 as wait`;
      if (row) {
        return {
          kind: 'claimed' as const,
          attempt: { jobId, attemptToken: row.token },
          name: row.name,
          number: row.attempt,
          maxAttempts: row.max,
          waitMs: Math.round(row.wait),
          payload: row.payload,
        };
      }
      const [state] = await sql<{ name: string; exhausted: boolean; attempts: number; running: boolean }[]>`
        select name, attempts, state = 'running' as running, attempts >= max_attempts and (state = 'queued'
          or (state = 'running' and heartbeat_at < now() - make_interval(secs => ${DEAD_AFTER_SECONDS}))) as exhausted
        from job where id = ${jobId}`;
      if (state?.exhausted) return { kind: 'exhausted' as const, name: state.name, attempts: state.attempts };
      return { kind: state?.running ? ('busy' as const) : ('skip' as const) };
    },

    async heartbeat(attempt: Attempt): Promise<boolean> {
      const rows = await sql`
        update job set heartbeat_at = now()
        where id = ${attempt.jobId} and attempt_token = ${attempt.attemptToken} and state in ('running', 'succeeded')
        returning 1`;
      return rows.length === 1;
    },

    async progress(
      attempt: Attempt,
      progress: { stage: string; done: number; total: number | null; detail: Record<string, number | string | null> },
    ): Promise<boolean> {
      const rows = await sql`
        update job set stage = ${progress.stage}, done = ${progress.done}, total = ${progress.total},
          progress = ${JSON.stringify(progress.detail)}::text::jsonb, heartbeat_at = now()
        where id = ${attempt.jobId} and attempt_token = ${attempt.attemptToken} and state in ('running', 'succeeded')
        returning 1`;
      return rows.length === 1;
    },

    /** True also when the operation marked it itself (finishJob). */
    async succeed(attempt: Attempt): Promise<boolean> {
      const rows = await sql`
        update job set state = 'succeeded', finished_at = coalesce(finished_at, now())
        where id = ${attempt.jobId} and attempt_token = ${attempt.attemptToken} and state in ('running', 'succeeded')
        returning 1`;
      return rows.length === 1;
    },

    async fail(attempt: Attempt, failure: { code: string; sentence: string }): Promise<boolean> {
      const rows = await sql`
        update job set state = 'failed', finished_at = now(), error_code = ${failure.code},
          error_sentence = ${failure.sentence}
        where id = ${attempt.jobId} and attempt_token = ${attempt.attemptToken} and state = 'running' returning 1`;
      return rows.length === 1;
    },

    /** For a job whose last attempt died without a word. Takes the token away, so that a late write is fenced off. */
    async failExhausted(jobId: string, failure: { code: string; sentence: string }): Promise<boolean> {
      const rows = await sql`
        update job set state = 'failed', finished_at = now(), attempt_token = null, error_code = ${failure.code},
          error_sentence = ${failure.sentence}
        where id = ${jobId} and attempts >= max_attempts and (state = 'queued'
          or (state = 'running' and heartbeat_at < now() - make_interval(secs => ${DEAD_AFTER_SECONDS})))
        returning 1`;
      return rows.length === 1;
    },

    /**
     * Back to the queue. An attempt that was interrupted (by a shutdown, by a database that went away) is not counted, but for an
     * hour only: what is interrupted for longer has to come to an end.
     * @returns whether it was put back as asked for
     */
    async requeue(attempt: Attempt, options: { counts: boolean }): Promise<boolean> {
      const rows = await sql`
        update job set state = 'queued', queued_at = now(), attempt_token = null,
          attempts = attempts - ${options.counts ? 0 : 1}
        where id = ${attempt.jobId} and attempt_token = ${attempt.attemptToken} and state = 'running'
          and (${options.counts} or created_at > now() - make_interval(secs => ${UNCOUNTED_FOR_SECONDS}))
        returning 1`;
      return rows.length === 1;
    },

    /** Committed jobs that may have no live entry in the queue; the caller asks the queue. */
    async findLost(): Promise<
      { jobId: string; name: string; queueEntryId: string | null; running: boolean; idle: number }[]
    > {
      return sql<{ jobId: string; name: string; queueEntryId: string | null; running: boolean; idle: number }[]>`
        select id as "jobId", name, queue_entry_id as "queueEntryId", state = 'running' as running,
          extract(epoch from now() - case state when 'running' then heartbeat_at else queued_at end)::float8 as idle
        from job j
        where ((state = 'queued' and queued_at < now() - make_interval(secs => ${UNPUBLISHED_AFTER_SECONDS}))
            or (state = 'running' and heartbeat_at < now() - make_interval(secs => ${LOST_AFTER_SECONDS})))
          and not exists (select 1 from outbox o where o.job_id = j.id)
        order by created_at limit 1000`;
    },

    /** Writes outbox rows for jobs that are still unfinished and have none. @returns how many */
    async reenqueue(jobIds: readonly string[]): Promise<number> {
      const rows = await sql`
        insert into outbox (job_id) select id from job where id = any(${[...jobIds]}::uuid[]) and state in ('queued', 'running')
        on conflict (job_id) do nothing returning 1`;
      return rows.length;
    },

    async workerAlive(workerId: string, vitals: { memoryMb: number; loopLagMs: number }): Promise<void> {
      await sql`insert into worker_heartbeat (worker_id, memory_mb, loop_lag_ms)
        values (${workerId}, ${vitals.memoryMb}, ${vitals.loopLagMs})
        on conflict (worker_id) do update set seen_at = now(), memory_mb = excluded.memory_mb,
          loop_lag_ms = excluded.loop_lag_ms`;
    },

    async canaryDone(workerId: string): Promise<void> {
      await sql`insert into worker_heartbeat (worker_id, canary_at) values (${workerId}, now())
        on conflict (worker_id) do update set seen_at = now(), canary_at = now()`;
    },

    /** A worker that has left; with it those that were not seen for a day. */
    async workerGone(workerId: string): Promise<void> {
      await sql`delete from worker_heartbeat where worker_id = ${workerId} or seen_at < now() - interval '1 day'`;
    },
  };
}
