DROP INDEX "file_unit_id_index";--> statement-breakpoint
CREATE INDEX "sign_in_attempt_address_at_index" ON "sign_in_attempt" USING btree ("address","at");--> statement-breakpoint
CREATE INDEX "file_unit_id_created_at_index" ON "file" USING btree ("unit_id","created_at");--> statement-breakpoint
-- Whoever changes a password or disables an account, by whatever way, ends its sessions: enabled again, an old cookie opens
-- nothing. Roles need no trigger, they are read anew for every request.
create function end_sessions_of_account() returns trigger
language plpgsql
set search_path = pg_catalog, public
as $$
begin
  delete from auth_session where user_id = new.user_id;
  return null;
end
$$;
--> statement-breakpoint
create function end_sessions_of_staff() returns trigger
language plpgsql
set search_path = pg_catalog, public
as $$
begin
  delete from auth_session where user_id = new.auth_user_id;
  return null;
end
$$;
--> statement-breakpoint
create trigger end_sessions after update of password on auth_account
for each row when (old.password is distinct from new.password) execute function end_sessions_of_account();
--> statement-breakpoint
create trigger end_sessions after update of disabled on staff
for each row when (new.disabled and not old.disabled) execute function end_sessions_of_staff();
