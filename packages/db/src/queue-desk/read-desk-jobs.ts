import type { JobState } from '@huzhu/domain/job/job-state';
import type { Barred } from '@huzhu/domain/queue-desk/failure-advice';
import type { DeskState } from '@huzhu/domain/queue-desk/queue-desk.schema';
import { type SQL, sql } from 'drizzle-orm';
import { likeLiteral } from '../column/like-literal.ts';
import type { Transaction } from '../connect.ts';

/** A row of the view queue_desk_job: what a system administrator may know of a job. Times are ISO instants. */
export interface DeskJobRow {
  readonly id: string;
  readonly name: string;
  readonly state: JobState;
  readonly desk: DeskState;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly code: string | null;
  readonly sentence: string | null;
  readonly barred: Barred | null;
  readonly applicationNumber: string | null;
  readonly unitName: string | null;
  readonly workerId: string | null;
  readonly since: string;
  readonly waitedSeconds: number | null;
  readonly ranSeconds: number | null;
}

export interface DeskJobFilter {
  readonly names: readonly string[];
  /** Codes that are refusals of what a user sent, not failures (domain, REFUSAL_CODES). */
  readonly refusals: readonly string[];
  readonly state?: DeskState | undefined;
  readonly query?: string;
  readonly limit: number;
}

/** Which of the administrator's states a row is in; one word for the list, the counts and the metrics. */
export function deskStateSql(refusals: readonly string[]): SQL {
  return sql`case
    when state = 'queued' then case when attempts = 0 then 'waiting' else 'delayed' end
    when state = 'running' then 'active'
    when state = 'failed' then case when error_code = any(${textArray(refusals)}) then 'refused'
      when settled_at is not null then 'settled' else 'failed' end
    when state = 'cancelled' then 'cancelled'
    else 'done' end`;
}

/** `drizzle` spreads a bare array into a list of parameters. */
export function textArray(values: readonly string[]): SQL {
  return sql`${`{${values.map((value) => JSON.stringify(value)).join(',')}}`}::text[]`;
}

const iso = (column: SQL) => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Jobs as the administrator sees them, the newest first. Needs withScope({ queueDesk: true }); elsewhere there are none. */
export async function readDeskJobs(tx: Transaction, filter: DeskJobFilter): Promise<DeskJobRow[]> {
  const literal = likeLiteral(filter.query ?? '');
  const like = `%${literal}%`;
  const reference = `${literal.toLowerCase()}%`;
  const rows = await tx.execute<DeskJobRow & Record<string, unknown>>(sql`
    select id, name, state, desk, attempts, max_attempts as "maxAttempts", error_code as code,
      error_sentence as sentence, barred, application_number as "applicationNumber", unit_name as "unitName",
      worker_id as "workerId", ${iso(sql`since`)} as since,
      extract(epoch from started_at - created_at)::float8 as "waitedSeconds",
      extract(epoch from coalesce(finished_at, case when state = 'running' then now() end) - started_at)::float8
        as "ranSeconds"
    from (
      select *, ${deskStateSql(filter.refusals)} as desk,
        case state when 'queued' then queued_at when 'running' then coalesce(started_at, queued_at)
          else coalesce(finished_at, queued_at) end as since
      from queue_desk_job where name = any(${textArray(filter.names)})
    ) job
    where ${filter.state ? sql`desk = ${filter.state}` : sql`true`}
      and ${
        filter.query
          ? sql`(application_number ilike ${like} or unit_name ilike ${like} or unit_code ilike ${like}
              or id::text like ${reference})`
          : sql`true`
      }
    order by since desc, id limit ${filter.limit}`);
  return [...rows];
}

/** One job by its id; undefined for one that is none of the desk's. */
export async function readDeskJob(
  tx: Transaction,
  jobId: string,
): Promise<{ name: string; state: JobState; applicationNumber: string | null; unitName: string | null } | undefined> {
  const [row] = await tx.execute<{
    name: string;
    state: JobState;
    applicationNumber: string | null;
    unitName: string | null;
  }>(sql`
    select name, state, application_number as "applicationNumber", unit_name as "unitName"
    from queue_desk_job where id = ${jobId}::uuid`);
  return row;
}
