-- An import that ended without success leaves nothing to wait for: its version is discarded in the same transaction,
-- whoever ended the job (the operation, the last attempt, a cancellation). Otherwise `roster_version_importing` would
-- refuse the same file for ever.
create function discard_roster_of_failed_job() returns trigger
language plpgsql
set search_path = pg_catalog, public
as $$
begin
  update roster_version set discarded_at = now()
  where id = new.subject_id::uuid and published_at is null and discarded_at is null;
  return null;
end
$$;
--> statement-breakpoint
create trigger job_discards_roster after update of state on job for each row
when (new.state in ('failed', 'cancelled') and new.subject_type = 'roster_version')
execute function discard_roster_of_failed_job();
--> statement-breakpoint
revoke all on function discard_roster_of_failed_job() from public;
