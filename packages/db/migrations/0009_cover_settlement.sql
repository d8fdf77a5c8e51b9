call scope_by_unit('review_mark');
--> statement-breakpoint
call scope_by_unit('payment_notice');
--> statement-breakpoint
call scope_by_unit('payment');
--> statement-breakpoint
call scope_by_unit('refund');
--> statement-breakpoint
call scope_by_unit('invoice_request');
--> statement-breakpoint
call scope_by_unit('early_invoice');
--> statement-breakpoint
call scope_by_unit('invoice');
--> statement-breakpoint
call scope_by_unit('policy');
--> statement-breakpoint
call scope_by_unit('policy_plan');
--> statement-breakpoint
-- Gives the application's cover its term and its state: at approval (still reserved), when the payment is confirmed or the
-- date is set (pending), when it begins (in_force). The wait follows from the first day.
create function settle_cover(p_application_id bigint, p_start date, p_end date, p_state text) returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, public
as $$
declare
  settled integer;
begin
  update cover c set start_date = p_start, end_date = p_end, state = p_state,
    wait_end = case when (v.data -> 'waiting' ->> 'firstDays')::int > 0
      then p_start + (v.data -> 'waiting' ->> 'firstDays')::int - 1 end
  from application a
  join application_plan line on line.application_id = a.id
  join plan_version v on v.id = line.plan_version_id
  where a.id = p_application_id and unit_in_scope(a.unit_id)
    and c.application_id = a.id and c.plan_id = line.plan_id and c.state <> 'ended';
  get diagnostics settled = row_count;
  return settled;
end
$$;
--> statement-breakpoint
-- Takes persons out (不予承保) whose cover never began: it is deleted, as a reservation that is given up.
create function drop_cover(p_application_id bigint, p_rows integer[]) returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, public
as $$
declare
  dropped integer;
begin
  delete from cover c using application a
  where c.application_id = p_application_id and c.row_number = any(p_rows) and c.state in ('reserved', 'pending')
    and a.id = c.application_id and unit_in_scope(a.unit_id);
  get diagnostics dropped = row_count;
  return dropped;
end
$$;
--> statement-breakpoint
-- Cover that ran ends with its last day (expiry), or earlier (termination).
create function end_cover(p_application_id bigint, p_last_day date) returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, public
as $$
declare
  ended integer;
begin
  update cover c set state = 'ended', end_date = least(c.end_date, greatest(p_last_day, c.start_date))
  from application a
  where c.application_id = p_application_id and c.state in ('pending', 'in_force')
    and a.id = c.application_id and unit_in_scope(a.unit_id);
  get diagnostics ended = row_count;
  return ended;
end
$$;
--> statement-breakpoint
-- Whom a notification goes to: the members of the unit, or everybody who holds one of the society's roles. With the owner's
-- rights, because a worker of a unit may not list the society's accounts; it returns ids only.
create function staff_to_notify(p_unit_id bigint, p_roles text[]) returns table (staff_id bigint)
language sql stable security definer
set search_path = pg_catalog, public
as $$
  select distinct s.id from staff s join role_grant g on g.staff_id = s.id
  where not s.disabled and g.role = any(p_roles)
    and (g.role not in ('operator', 'manager')
      or exists (select 1 from membership m where m.staff_id = s.id and m.unit_id = p_unit_id))
$$;
--> statement-breakpoint
-- What the QR of an e-policy proves, to anybody: number, unit, term, state and the paper's hash. No person, no amount.
create function verify_policy(p_token text)
returns table (number text, unit_name text, start_date date, end_date date, state text, headcount integer,
  document_version smallint, content_hash text, issued_on date)
language sql stable security definer
set search_path = pg_catalog, public
as $$
  select p.number, u.name, p.start_date, p.end_date, a.state, p.headcount, p.document_version, p.content_hash, p.issued_on
  from policy p join application a on a.id = p.application_id join unit u on u.id = p.unit_id
  where p.verify_token = p_token
$$;
