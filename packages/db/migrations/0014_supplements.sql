CREATE TABLE "endorsement" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "endorsement_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"policy_id" bigint NOT NULL,
	"sequence" smallint NOT NULL,
	"kind" text NOT NULL,
	"unit_id" bigint NOT NULL,
	"application_id" bigint,
	"effective_date" date NOT NULL,
	"issued_on" date NOT NULL,
	"before_headcount" integer NOT NULL,
	"before_shares" integer NOT NULL,
	"before_premium_fen" bigint NOT NULL,
	"headcount" integer NOT NULL,
	"shares" integer NOT NULL,
	"premium_fen" bigint NOT NULL,
	"content" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"verify_token" text NOT NULL,
	"document_version" smallint DEFAULT 1 NOT NULL,
	"file_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "endorsement_number_unique" UNIQUE("number"),
	CONSTRAINT "endorsement_applicationId_unique" UNIQUE("application_id"),
	CONSTRAINT "endorsement_verifyToken_unique" UNIQUE("verify_token")
);
--> statement-breakpoint
CREATE TABLE "endorsement_plan" (
	"endorsement_id" bigint NOT NULL,
	"plan_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"headcount" integer NOT NULL,
	"shares" integer NOT NULL,
	"premium_fen" bigint NOT NULL,
	CONSTRAINT "endorsement_plan_endorsement_id_plan_id_pk" PRIMARY KEY("endorsement_id","plan_id")
);
--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "parent_policy_id" bigint;--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "carried_roster_version_id" uuid;--> statement-breakpoint
ALTER TABLE "cover" ADD COLUMN "category" text DEFAULT 'new' NOT NULL;--> statement-breakpoint
ALTER TABLE "policy" ADD COLUMN "renewal_reminded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "endorsement" ADD CONSTRAINT "endorsement_policy_id_policy_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."policy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsement" ADD CONSTRAINT "endorsement_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsement" ADD CONSTRAINT "endorsement_file_id_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsement_plan" ADD CONSTRAINT "endorsement_plan_endorsement_id_endorsement_id_fk" FOREIGN KEY ("endorsement_id") REFERENCES "public"."endorsement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsement_plan" ADD CONSTRAINT "endorsement_plan_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "endorsement_sequence" ON "endorsement" USING btree ("policy_id","sequence");--> statement-breakpoint
CREATE INDEX "application_parent_policy_id_index" ON "application" USING btree ("parent_policy_id");
--> statement-breakpoint
-- The tables name each other, so this one stands here and not in the schema of drizzle.
alter table application add constraint application_parent_policy_id_policy_id_fk
  foreign key (parent_policy_id) references policy (id);
--> statement-breakpoint
call scope_by_unit('endorsement');
--> statement-breakpoint
call scope_by_unit('endorsement_plan');
--> statement-breakpoint
-- What went on from earlier cover before this rule stood is told by its dates.
update cover c set category = 'renewed'
where exists (select 1 from cover e where e.person_id = c.person_id and e.plan_id = c.plan_id and e.id <> c.id
  and e.end_date = c.start_date - 1);
--> statement-breakpoint
-- Gives the application's cover its term and its state: at submission and approval (reserved), when the payment is confirmed or the
-- date is set (pending), when it begins (in_force). The wait runs per person and per tranche of 份 (domain.md, Lifecycle):
-- 份 that go on from earlier cover within the plan's grace keep the wait they had, as a tranche of their own; more 份 than those
-- wait from the first day. The name must be the same, or a list would be an oracle for strangers' cover. Of cover that followed on
-- cover only the last counts. Which 份 go on depends on the first day, so the tranches are made anew each time: whole rows are
-- replaced in one statement, which others see before or after and never between.
create or replace function settle_cover(p_application_id bigint, p_start date, p_end date, p_state text) returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, public
as $$
declare
  settled integer;
begin
  with line as materialized (
    select ap.plan_id, (v.data ->> 'renewalGraceDays')::int as grace, (v.data -> 'waiting' ->> 'firstDays')::int as wait_days
    from application_plan ap join plan_version v on v.id = ap.plan_version_id where ap.application_id = p_application_id
  ), gone as (
    delete from cover c using application a
    where a.id = p_application_id and unit_in_scope(a.unit_id) and c.application_id = a.id and c.state <> 'ended'
    returning c.person_id, c.plan_id, c.unit_id, c.roster_version_id, c.row_number, c.name, c.shares
  ), base as materialized (
    select gone.person_id, gone.plan_id, gone.unit_id, gone.roster_version_id, gone.row_number, gone.name,
      sum(gone.shares)::int as shares, min(line.grace) as grace, min(line.wait_days) as wait_days
    from gone join line on line.plan_id = gone.plan_id
    group by 1, 2, 3, 4, 5, 6
  ), earlier as materialized (
    select base.person_id, base.plan_id, e.wait_end, e.shares,
      sum(e.shares) over (partition by base.person_id, base.plan_id order by e.wait_end nulls first, e.id) - e.shares as before
    from base cross join lateral (
      select c.id, c.shares, c.wait_end from cover c
      where c.person_id = base.person_id and c.plan_id = base.plan_id and c.name = base.name
        and c.application_id <> p_application_id and c.state in ('pending', 'in_force', 'ended')
        and c.end_date between p_start - 1 - base.grace and p_start - 1
        and not exists (
          select 1 from cover later
          where later.person_id = c.person_id and later.plan_id = c.plan_id and later.application_id <> p_application_id
            and later.state in ('pending', 'in_force', 'ended') and later.start_date > c.end_date and later.start_date < p_start)
      -- Not to be turned into a join: with 100,000 rows on the list a hash of all cover would look cheaper than an index probe for each.
      offset 0
    ) e
  ), kept as (
    select base.*, least(earlier.shares, base.shares - earlier.before)::int as part,
      case when earlier.wait_end >= p_start then earlier.wait_end end as wait_end
    from base join earlier on earlier.person_id = base.person_id and earlier.plan_id = base.plan_id
    where earlier.before < base.shares
  ), kept_tranche as (
    -- 份 that wait alike are one tranche.
    select person_id, plan_id, unit_id, roster_version_id, row_number, name, sum(part)::int as shares, wait_end
    from kept group by 1, 2, 3, 4, 5, 6, 8
  ), fresh as (
    select base.*, base.shares - coalesce(k.shares, 0) as part,
      k.shares is not null or exists (
        select 1 from cover c where c.person_id = base.person_id and c.plan_id = base.plan_id and c.name = base.name
          and c.application_id <> p_application_id and c.state in ('pending', 'in_force')
          and c.start_date <= p_end and c.end_date >= p_start offset 0) as added
    from base left join (
      select person_id, plan_id, sum(shares)::int as shares from kept_tranche group by 1, 2
    ) k on k.person_id = base.person_id and k.plan_id = base.plan_id
  )
  insert into cover (person_id, plan_id, unit_id, application_id, roster_version_id, row_number, name, start_date, end_date,
    shares, wait_end, category, state)
  select person_id, plan_id, unit_id, p_application_id, roster_version_id, row_number, name, p_start, p_end,
    shares, wait_end, category, p_state
  from (
    select person_id, plan_id, unit_id, roster_version_id, row_number, name, shares, wait_end, 'renewed' as category, 0 as place
    from kept_tranche
    union all
    select person_id, plan_id, unit_id, roster_version_id, row_number, name, part,
      case when wait_days > 0 then p_start + wait_days - 1 end, case when added then 'added' else 'new' end, 1
    from fresh where part > 0
  ) tranche
  order by row_number, plan_id, place;
  get diagnostics settled = row_count;
  return settled;
end
$$;
--> statement-breakpoint
-- As before, and the tranches are settle_cover's.
create or replace function reserve_cover(
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
      start_date, end_date, shares, state)
    select p.id, line.plan_id, a.unit_id, a.id, r.roster_version_id, r.row_number, r.name,
      p_start, p_end, (r.shares ->> (pv.data ->> 'code'))::int, 'reserved'
    from application a
    join application_plan line on line.application_id = a.id
    join plan_version pv on pv.id = line.plan_version_id
    join roster_row r on r.roster_version_id = p_roster_version_id and r.state = 'active'
    join person p on p.id_hash = r.id_hash
    where a.id = p_application_id and coalesce((r.shares ->> (pv.data ->> 'code'))::int, 0) > 0;
    perform settle_cover(p_application_id, p_start, p_end, 'reserved');
  end if;

  return query
  select (f ->> 'row_number')::int, f ->> 'code', f ->> 'plan_code', f -> 'details' from jsonb_array_elements(findings) f;
end
$$;
--> statement-breakpoint
-- How many persons of an application are not insured by the policy yet, in all (plan null) and per plan: a supplement may give more
-- 份 to somebody who is on the policy, which adds no head. With the owner's rights, because persons have no unit.
create function count_new_persons(p_policy_id bigint, p_application_id bigint) returns table (plan_id bigint, persons integer)
language sql stable security definer
set search_path = pg_catalog, public
as $$
  with mine as (
    select distinct c.person_id, c.plan_id from cover c join application a on a.id = c.application_id
    where c.application_id = p_application_id and unit_in_scope(a.unit_id)
  ), theirs as (
    select distinct c.person_id, c.plan_id from cover c
    where c.state <> 'ended' and c.application_id <> p_application_id and c.application_id in (
      select p.application_id from policy p where p.id = p_policy_id
      union all
      select e.application_id from endorsement e where e.policy_id = p_policy_id and e.application_id is not null)
  )
  select null::bigint, count(distinct mine.person_id)::int from mine
  where not exists (select 1 from theirs where theirs.person_id = mine.person_id)
  union all
  select mine.plan_id, count(*)::int from mine
  where not exists (select 1 from theirs where theirs.person_id = mine.person_id and theirs.plan_id = mine.plan_id)
  group by mine.plan_id
$$;
--> statement-breakpoint
-- The QR of a 电子保全单, to anybody: which change of which policy, and the paper's hash. No person, no amount.
create function verify_endorsement(p_token text)
returns table (number text, policy_number text, unit_name text, sequence smallint, start_date date, end_date date, state text,
  headcount integer, document_version smallint, content_hash text, issued_on date)
language sql stable security definer
set search_path = pg_catalog, public
as $$
  select e.number, p.number, u.name, e.sequence, e.effective_date, p.end_date, a.state,
    e.before_headcount + e.headcount, e.document_version, e.content_hash, e.issued_on
  from endorsement e join policy p on p.id = e.policy_id join application a on a.id = p.application_id
  join unit u on u.id = e.unit_id
  where e.verify_token = p_token
$$;
