import type { DeskState } from '@huzhu/domain/queue-desk/queue-desk.schema';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { deskStateSql } from './read-desk-jobs.ts';

export interface JobCount {
  readonly name: string;
  readonly desk: DeskState;
  readonly count: number;
  /** Of those that wait to be run: since the oldest was put back; null for the rest. */
  readonly oldestSeconds: number | null;
}

/** All jobs by name and state. Needs withScope({ queueDesk: true }), as everything in this file. */
export async function countDeskJobs(tx: Transaction, refusals: readonly string[]): Promise<JobCount[]> {
  const rows = await tx.execute<JobCount & Record<string, unknown>>(sql`
    select name, desk, count(*)::int as count,
      extract(epoch from now() - min(queued_at) filter (where desk = 'waiting'))::float8 as "oldestSeconds"
    from (select *, ${deskStateSql(refusals)} as desk from queue_desk_job) job
    group by name, desk`);
  return [...rows];
}

interface Slot {
  readonly from: string;
  readonly done: number;
}

export interface DoneCounts {
  readonly hour: Slot[];
  readonly day: Slot[];
  readonly today: number;
  readonly yesterday: number;
  readonly todayByName: Readonly<Record<string, number>>;
}

/** What was done in the last hour and today (Shanghai), and yesterday until the same time. */
export async function countDone(tx: Transaction): Promise<DoneCounts> {
  const midnight = sql`date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai'`;
  const slots = (first: typeof midnight, step: string) => sql`
    select to_char(slot at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "from",
      (select count(*)::int from queue_desk_job
        where state = 'succeeded' and finished_at >= slot and finished_at < slot + ${step}::interval) as done
    from generate_series(${first}, now(), ${step}::interval) slot order by slot`;
  const fiveMinutes = sql`date_bin('5 minutes', now(), timestamptz '2000-01-01') - interval '55 minutes'`;
  const hour = await tx.execute<Slot & Record<string, unknown>>(slots(fiveMinutes, '5 minutes'));
  const day = await tx.execute<Slot & Record<string, unknown>>(slots(midnight, '1 hour'));
  const names = await tx.execute<{ name: string; done: number }>(sql`
    select name, count(*)::int as done from queue_desk_job
    where state = 'succeeded' and finished_at >= ${midnight} group by name`);
  const [before] = await tx.execute<{ done: number }>(sql`
    select count(*)::int as done from queue_desk_job
    where state = 'succeeded' and finished_at >= ${midnight} - interval '1 day' and finished_at < now() - interval '1 day'`);
  const todayByName = Object.fromEntries(names.map(({ name, done }) => [name, done]));
  return {
    hour: [...hour],
    day: [...day],
    today: names.reduce((sum, { done }) => sum + done, 0),
    yesterday: before?.done ?? 0,
    todayByName,
  };
}

export interface JobTimes {
  readonly name: string;
  readonly quantile: number;
  readonly waitSeconds: number;
  readonly runSeconds: number;
}

/** How long the jobs of the last hour waited and ran: median, 95th and 99th percentile per name. */
export async function measureJobs(tx: Transaction): Promise<JobTimes[]> {
  const rows = await tx.execute<JobTimes & Record<string, unknown>>(sql`
    select name, q as quantile,
      percentile_cont(q) within group (order by extract(epoch from started_at - created_at))::float8 as "waitSeconds",
      percentile_cont(q) within group (order by extract(epoch from finished_at - started_at))::float8 as "runSeconds"
    from queue_desk_job cross join unnest(array[0.5, 0.95, 0.99]::float8[]) q
    where finished_at > now() - interval '1 hour' and started_at is not null
    group by name, q`);
  return [...rows];
}
