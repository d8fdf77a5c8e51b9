-- A roster and a ledger that were copied a moment ago are in no statistics: the planner expected one row of each and compared
-- every line with every row, 26 s for 10,000. A whole roster is a matter for hash joins, whatever is expected of it; a few
-- corrected rows go on finding their lines by index.
alter function judge_ledger(bigint, uuid, date, integer[]) rename to judge_rows_by_ledger;
--> statement-breakpoint
create function judge_ledger(
  p_application_id bigint, p_roster_version_id uuid, p_today date, p_rows integer[] default null
) returns void
language plpgsql volatile
set search_path = pg_catalog, public
-- What is set within ends with the function because this stands here.
set enable_nestloop = on
as $$
begin
  if p_rows is null then
    perform set_config('enable_nestloop', 'off', true);
  end if;
  perform judge_rows_by_ledger(p_application_id, p_roster_version_id, p_today, p_rows);
end
$$;
