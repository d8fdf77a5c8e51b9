-- Cover of the same person elsewhere. These functions look across all units with the owner's rights,
-- so they return row numbers and codes and never a unit, an application or a person.

-- One lock per plan, in ascending order, in a namespace of its own. Must be its own statement before the check:
-- under READ COMMITTED the next statement then sees what the previous holder of the lock committed.
create function lock_plans(plan_ids bigint[]) returns void
language plpgsql
set search_path = pg_catalog
as $$
declare
  plan_id bigint;
begin
  for plan_id in select distinct p from unnest(plan_ids) p order by p loop
    perform pg_advisory_xact_lock(7201, plan_id::int);
  end loop;
end
$$;
--> statement-breakpoint
-- The rows whose cover would overlap live cover (not ended) of the same person and plan under another application.
-- p_rows narrows to some rows (an edit in place). Both ends of a period are included.
-- Every look-up is an index probe: LATERAL with LIMIT or an aggregate cannot be turned into a hash join, which reads
-- all of `cover` (performance.md: 1.6 s against 0.3 s at 100k rows and 10M covers).
-- Exact codes need the same normalised name on the cover; otherwise COVER_NEEDS_REVIEW, or an import would be an
-- oracle for strangers' cover.
create function check_overlaps(
  p_application_id bigint, p_roster_version_id uuid, p_start date, p_end date, p_rows integer[] default null
) returns table (row_number integer, code text, plan_code text, details jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, public
set plan_cache_mode = force_custom_plan
set enable_hashjoin = off
set enable_mergejoin = off
as $$
#variable_conflict use_column
begin
  if not exists (
    select 1 from application a
    join roster_version v on v.application_id = a.id and v.id = p_roster_version_id
    where a.id = p_application_id and unit_in_scope(a.unit_id)
  ) then
    raise exception 'application and roster do not belong together, or are out of scope' using errcode = 'HZ001';
  end if;
  return query
  with line as materialized (
    select ap.plan_id, pv.data ->> 'code' as plan_code, pv.data ->> 'name' as plan_name,
      pv.data ->> 'duplicatePolicy' as policy, (pv.data ->> 'maxSharesPerPerson')::int as max_shares
    from application_plan ap join plan_version pv on pv.id = ap.plan_version_id
    where ap.application_id = p_application_id
  ), probe as materialized (
    select r.row_number, r.name, r.id_hash, r.shares from roster_row r
    where r.roster_version_id = p_roster_version_id and r.state = 'active' and r.id_hash is not null
      and (p_rows is null or r.row_number = any(p_rows))
    order by r.id_hash
  ), known as materialized (
    select probe.row_number, probe.name, probe.shares, person.id as person_id
    from probe cross join lateral (select p.id from person p where p.id_hash = probe.id_hash limit 1) person
  ), load as (
    select known.row_number, known.name, line.*, coalesce((known.shares ->> line.plan_code)::int, 0) as wanted, cover.*
    from known cross join line cross join lateral (
      -- The heaviest day: it is always the first day of some cover, or the first day of ours.
      select max(day.any_shares) as any_shares, max(day.named_shares) as named_shares,
        max(day.named_settled) as named_settled, min(day.named_start) as named_start, max(day.named_end) as named_end
      from (
        select sum(c.shares)::int as any_shares,
          coalesce(sum(c.shares) filter (where c.name = known.name), 0)::int as named_shares,
          coalesce(sum(c.shares) filter (where c.name = known.name and c.state <> 'reserved'), 0)::int as named_settled,
          min(c.start_date) filter (where c.name = known.name and c.state <> 'reserved') as named_start,
          max(c.end_date) filter (where c.name = known.name and c.state <> 'reserved') as named_end
        from (
          select distinct greatest(c.start_date, p_start) as day from cover c
          where c.person_id = known.person_id and c.plan_id = line.plan_id and c.state <> 'ended'
            and c.start_date <= p_end and c.end_date >= p_start and c.application_id <> p_application_id
        ) first_day
        join cover c on c.person_id = known.person_id and c.plan_id = line.plan_id and c.state <> 'ended'
          and c.start_date <= first_day.day and c.end_date >= first_day.day and c.application_id <> p_application_id
        group by first_day.day
      ) day
    ) cover
    where coalesce((known.shares ->> line.plan_code)::int, 0) > 0 and cover.any_shares is not null
  ), verdict as (
    select load.*,
      case
        when load.policy = 'one_per_term' then
          case when load.named_settled > 0 then 'ALREADY_INSURED'
               when load.named_shares > 0 then 'ALREADY_PENDING_ELSEWHERE'
               else 'COVER_NEEDS_REVIEW' end
        else
          case when load.named_settled + load.wanted > load.max_shares then 'SHARES_OVER_CAP_WITH_EXISTING'
               when load.named_shares + load.wanted > load.max_shares then 'ALREADY_PENDING_ELSEWHERE'
               when load.any_shares + load.wanted > load.max_shares then 'COVER_NEEDS_REVIEW' end
      end as code
    from load
  )
  select verdict.row_number, verdict.code, verdict.plan_code,
    case verdict.code
      when 'ALREADY_INSURED' then jsonb_build_object('plan', verdict.plan_name,
        'start', verdict.named_start::text, 'end', verdict.named_end::text)
      when 'SHARES_OVER_CAP_WITH_EXISTING' then jsonb_build_object('plan', verdict.plan_name,
        'existing', verdict.named_settled, 'value', verdict.wanted, 'max', verdict.max_shares)
      when 'ALREADY_PENDING_ELSEWHERE' then jsonb_build_object('plan', verdict.plan_name)
      else '{}'::jsonb
    end
  from verdict where verdict.code is not null
  order by verdict.row_number, verdict.plan_code;
end
$$;
--> statement-breakpoint
-- Reserves cover for every active row and plan with 份 > 0, after the same check; returns every finding.
-- When one of them is an error (all but COVER_NEEDS_REVIEW, which is for the reviewer) nothing is written.
-- The application's own earlier reservation (a resubmission) is replaced.
create function reserve_cover(
  p_application_id bigint, p_roster_version_id uuid, p_start date, p_end date
) returns table (row_number integer, code text, plan_code text, details jsonb)
language plpgsql volatile security definer
set search_path = pg_catalog, public
as $$
#variable_conflict use_column
declare
  findings jsonb;
begin
  -- A forgotten lock would let two units insure one person twice, and only under load: so it is refused always.
  if exists (
    select 1 from application_plan ap where ap.application_id = p_application_id and not exists (
      select 1 from pg_locks l where l.locktype = 'advisory' and l.pid = pg_backend_pid() and l.granted
        and l.objsubid = 2 and l.classid = 7201 and l.objid = ap.plan_id::oid
        and l.database = (select d.oid from pg_database d where d.datname = current_database()))
  ) then
    raise exception 'lock_plans() must be called before reserve_cover()' using errcode = 'HZ002';
  end if;
  select coalesce(jsonb_agg(to_jsonb(f)), '[]') into findings
  from check_overlaps(p_application_id, p_roster_version_id, p_start, p_end) f;

  if exists (
    select 1 from roster_row r where r.roster_version_id = p_roster_version_id and r.state = 'active'
    group by r.id_hash having r.id_hash is null or count(*) > 1
  ) then
    raise exception 'the roster has a row without a person key, or a person twice' using errcode = 'HZ003';
  end if;

  if not exists (select 1 from jsonb_array_elements(findings) f where f ->> 'code' <> 'COVER_NEEDS_REVIEW') then
    delete from cover c where c.application_id = p_application_id and c.state = 'reserved';
    -- In hash order, so that two submissions with common strangers cannot deadlock.
    insert into person (id_hash, id_cipher)
    select r.id_hash, r.id_cipher from roster_row r
    where r.roster_version_id = p_roster_version_id and r.state = 'active'
      and not exists (select 1 from person p where p.id_hash = r.id_hash)
    order by r.id_hash
    on conflict (id_hash) do nothing;

    insert into cover (person_id, plan_id, unit_id, application_id, roster_version_id, row_number, name,
      start_date, end_date, shares, wait_end, state)
    select p.id, ap.plan_id, a.unit_id, a.id, r.roster_version_id, r.row_number, r.name,
      p_start, p_end, (r.shares ->> (pv.data ->> 'code'))::int,
      case when (pv.data -> 'waiting' ->> 'firstDays')::int > 0
        then p_start + (pv.data -> 'waiting' ->> 'firstDays')::int - 1 end,
      'reserved'
    from application a
    join application_plan ap on ap.application_id = a.id
    join plan_version pv on pv.id = ap.plan_version_id
    join roster_row r on r.roster_version_id = p_roster_version_id and r.state = 'active'
    join person p on p.id_hash = r.id_hash
    where a.id = p_application_id and coalesce((r.shares ->> (pv.data ->> 'code'))::int, 0) > 0;
  end if;

  return query
  select (f ->> 'row_number')::int, f ->> 'code', f ->> 'plan_code', f -> 'details' from jsonb_array_elements(findings) f;
end
$$;
--> statement-breakpoint
-- A reservation that is given up was never cover: it is deleted, so that no later rule takes it for ended cover
-- (renewal grace, waiting period). What was asked for stands in the frozen roster.
create function release_cover(p_application_id bigint) returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, public
as $$
declare
  released integer;
begin
  delete from cover c using application a
  where c.application_id = p_application_id and c.state = 'reserved'
    and a.id = c.application_id and unit_in_scope(a.unit_id);
  get diagnostics released = row_count;
  return released;
end
$$;
