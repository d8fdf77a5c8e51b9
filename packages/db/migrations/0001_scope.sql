-- Unit scope, the second wall. The first is withScope() in the data layer; these policies hold when a query forgets it.
-- The settings are local to a transaction; outside withScope() they are absent or empty, and the scope is empty.

create function scope_is_all() returns boolean
language sql stable parallel safe
set search_path = pg_catalog
as $$ select coalesce(current_setting('huzhu.all_units', true), '') = 'on' $$;
--> statement-breakpoint
create function current_scope() returns bigint[]
language sql stable parallel safe
set search_path = pg_catalog
as $$ select string_to_array(coalesce(current_setting('huzhu.units', true), ''), ',')::bigint[] $$;
--> statement-breakpoint
-- For functions that run with the owner's rights: they pass row-level security, so they ask this instead.
create function unit_in_scope(unit_id bigint) returns boolean
language sql stable
set search_path = pg_catalog, public
as $$ select session_user <> 'huzhu_web' or scope_is_all() or unit_id = any(current_scope()) $$;
--> statement-breakpoint
-- Later migrations call this for each new table with a unit_id; a test over the catalogue fails on a forgotten one.
-- The worker's own policy matters only where a managed Postgres grants no BYPASSRLS (see role/ensure-roles.ts).
create procedure scope_by_unit(target regclass, unit_column name default 'unit_id')
language plpgsql
as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format(
    'create policy web_scope on %s for all to huzhu_web
       using ((select scope_is_all()) or %2$I = any((select current_scope())::bigint[]))
       with check ((select scope_is_all()) or %2$I = any((select current_scope())::bigint[]))',
    target, unit_column);
  execute format('create policy worker_all on %s for all to huzhu_worker using (true) with check (true)', target);
end
$$;
--> statement-breakpoint
call scope_by_unit('unit', 'id');
--> statement-breakpoint
call scope_by_unit('application');
--> statement-breakpoint
call scope_by_unit('application_plan');
--> statement-breakpoint
call scope_by_unit('notice_acceptance');
--> statement-breakpoint
call scope_by_unit('cover');
--> statement-breakpoint
call scope_by_unit('file');
--> statement-breakpoint
call scope_by_unit('job');
--> statement-breakpoint
call scope_by_unit('roster_version');
--> statement-breakpoint
call scope_by_unit('roster_row');
--> statement-breakpoint
call scope_by_unit('row_issue');
--> statement-breakpoint
-- An event may belong to no unit (a refused sign-in): it may be written from anywhere, and is read with all units only.
alter table audit_event enable row level security;
--> statement-breakpoint
create policy web_read on audit_event for select to huzhu_web
  using ((select scope_is_all()) or unit_id = any((select current_scope())::bigint[]));
--> statement-breakpoint
create policy web_write on audit_event for insert to huzhu_web
  with check (unit_id is null or (select scope_is_all()) or unit_id = any((select current_scope())::bigint[]));
--> statement-breakpoint
create policy worker_read on audit_event for select to huzhu_worker using (true);
--> statement-breakpoint
create policy worker_write on audit_event for insert to huzhu_worker with check (true);
--> statement-breakpoint
-- The units a member of staff works in: the memberships, and for a manager every unit below them.
-- It runs with the owner's rights because a scope cannot be needed to find out the scope.
create function units_of_staff(of_staff_id bigint) returns table (unit_id bigint)
language sql stable security definer
set search_path = pg_catalog, public
as $$
  with recursive mine as (
    select m.unit_id from membership m
    join staff s on s.id = m.staff_id and not s.disabled
    where m.staff_id = of_staff_id
      and exists (select 1 from role_grant g where g.staff_id = of_staff_id and g.role in ('operator', 'manager'))
  ), below as (
    select mine.unit_id from mine
    union
    select u.id from unit u join below b on u.parent_id = b.unit_id
    where exists (select 1 from role_grant g where g.staff_id = of_staff_id and g.role = 'manager')
  )
  select below.unit_id from below
$$;
--> statement-breakpoint
-- What /readyz compares with the journal; the migration table itself is closed to both roles.
create function migrated_at() returns bigint
language sql stable security definer
set search_path = pg_catalog
as $$ select coalesce(max(created_at), 0)::bigint from drizzle.__drizzle_migrations $$;
