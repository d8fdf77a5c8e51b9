CREATE TABLE "queue_pause" (
	"queue" text PRIMARY KEY NOT NULL,
	"paused_at" timestamp with time zone DEFAULT now() NOT NULL,
	"paused_by" bigint NOT NULL,
	"paused_by_name" text NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "job" ADD COLUMN "settled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "worker_heartbeat" ADD COLUMN "memory_mb" integer;--> statement-breakpoint
ALTER TABLE "worker_heartbeat" ADD COLUMN "loop_lag_ms" integer;--> statement-breakpoint
CREATE INDEX "job_finished_at_index" ON "job" USING btree ("finished_at");--> statement-breakpoint
-- The queue desk (docs/decisions/007-queue-desk.md). A system administrator belongs to no unit and reads no roster: with
-- withScope({ queueDesk: true }) the tables stay closed, and this gate alone opens.
create function queue_desk_open() returns boolean
language sql stable parallel safe
set search_path = pg_catalog
as $$ select session_user <> 'huzhu_web' or coalesce(current_setting('huzhu.queue_desk', true), '') = 'on' $$;
--> statement-breakpoint
-- Jobs with the application and the unit they are for, and nothing else of either: no payload, no progress, no file.
-- `barred` says why trying a failed import again would change nothing.
create view queue_desk_job with (security_barrier) as
select j.id, j.name, j.state, j.attempts, j.max_attempts, j.error_code, j.error_sentence, j.worker_id,
  j.created_at, j.queued_at, j.started_at, j.heartbeat_at, j.finished_at, j.settled_at,
  a.number as application_number, u.name as unit_name, u.code as unit_code,
  case
    when j.state <> 'failed' then null
    when exists (
        select 1 from roster_version n
        where n.application_id = rv.application_id and n.created_at > rv.created_at
          and (n.published_at is not null or n.discarded_at is null))
      or exists (
        select 1 from ledger_version n
        where n.application_id = lv.application_id and n.created_at > lv.created_at
          and (n.published_at is not null or n.discarded_at is null))
      then 'replaced'
    when a.state not in ('draft', 'returned') then 'closed'
  end as barred
from job j
left join unit u on u.id = j.unit_id
left join roster_version rv on rv.id = case j.subject_type when 'roster_version' then j.subject_id::uuid end
left join ledger_version lv on lv.id = case j.subject_type when 'ledger_version' then j.subject_id::uuid end
left join application a on a.id = coalesce(rv.application_id, lv.application_id)
where queue_desk_open();
--> statement-breakpoint
-- A failed job is put back with more attempts, conditional on what the asker saw; its version, discarded with the
-- failure (migration 0005), waits again. The relay hands it to the queue.
create function queue_desk_retry(p_job uuid, p_attempts integer, p_more integer) returns text
language plpgsql security definer
set search_path = pg_catalog, public
as $$
declare
  found_job job%rowtype;
begin
  if not queue_desk_open() then return 'missing'; end if;
  select * into found_job from job where id = p_job for update;
  if not found then return 'missing'; end if;
  if found_job.state <> 'failed' or found_job.settled_at is not null or found_job.attempts <> p_attempts then
    return 'changed';
  end if;
  if (select barred from queue_desk_job where id = p_job) is not null then return 'useless'; end if;
  if found_job.subject_type = 'roster_version' then
    update roster_version set discarded_at = null where id = found_job.subject_id::uuid and published_at is null;
  end if;
  if found_job.subject_type = 'ledger_version' then
    update ledger_version set discarded_at = null where id = found_job.subject_id::uuid and published_at is null;
  end if;
  update job set state = 'queued', queued_at = now(), finished_at = null, attempt_token = null, error_code = null,
    error_sentence = null, max_attempts = attempts + p_more
  where id = p_job;
  insert into outbox (job_id) values (p_job) on conflict (job_id) do nothing;
  return 'done';
exception when unique_violation then
  -- The same file was sent again in this very moment.
  return 'useless';
end
$$;
--> statement-breakpoint
-- Ends a job that waits or runs (its running attempt is fenced off), or puts a failure away.
create function queue_desk_cancel(p_job uuid, p_state text, p_attempts integer, p_code text, p_sentence text) returns text
language plpgsql security definer
set search_path = pg_catalog, public
as $$
begin
  if not queue_desk_open() or not exists (select 1 from job where id = p_job) then return 'missing'; end if;
  if p_state = 'failed' then
    update job set settled_at = now()
    where id = p_job and state = 'failed' and settled_at is null and attempts = p_attempts;
  else
    update job set state = 'cancelled', attempt_token = null, finished_at = now(), error_code = p_code,
      error_sentence = p_sentence
    where id = p_job and state = p_state and state in ('queued', 'running') and attempts = p_attempts;
  end if;
  return case when found then 'done' else 'changed' end;
end
$$;
--> statement-breakpoint
-- 操作记录 of the system administrator: who did what to what, of all units; not the details, and not from which address.
create view queue_desk_audit with (security_barrier) as
select id, at, staff_name, role, action, subject_type, subject_id, from_state, to_state, reason
from audit_event where queue_desk_open();
