-- Wakes the relay (channel outbox) and the watchers of a job (channel job, payload = job id) when the transaction commits.
-- A signal may be lost with its connection: both sides also look at the rows every few seconds.
create function notify_outbox() returns trigger
language plpgsql
set search_path = pg_catalog
as $$ begin perform pg_notify('outbox', ''); return null; end $$;
--> statement-breakpoint
create trigger outbox_signal after insert on outbox for each statement execute function notify_outbox();
--> statement-breakpoint
create function notify_job() returns trigger
language plpgsql
set search_path = pg_catalog
as $$ begin perform pg_notify('job', new.id::text); return null; end $$;
--> statement-breakpoint
-- Not for heartbeats: they change nothing that anybody sees.
create trigger job_signal after update on job for each row
when ((old.state, old.stage, old.done, old.total, old.progress) is distinct from
      (new.state, new.stage, new.done, new.total, new.progress))
execute function notify_job();
--> statement-breakpoint
-- Added to for ever, by everybody, the owner's migrations excepted.
create function refuse_change() returns trigger
language plpgsql
set search_path = pg_catalog
as $$ begin raise exception 'audit events are only ever added' using errcode = '42501'; end $$;
--> statement-breakpoint
create trigger audit_event_append_only before update or delete or truncate on audit_event
for each statement execute function refuse_change();
