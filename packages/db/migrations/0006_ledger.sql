CREATE TABLE "ledger_row" (
	"ledger_version_id" uuid NOT NULL,
	"row_number" integer NOT NULL,
	"unit_id" bigint NOT NULL,
	"id_hash" "bytea" NOT NULL,
	"id_cipher" "bytea" NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"month" text NOT NULL,
	"insurance" text DEFAULT '' NOT NULL,
	"stopped" boolean NOT NULL,
	CONSTRAINT "ledger_row_ledger_version_id_row_number_pk" PRIMARY KEY("ledger_version_id","row_number")
);
--> statement-breakpoint
CREATE TABLE "ledger_version" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"file_id" uuid NOT NULL,
	"file_hash" "bytea" NOT NULL,
	"sheet" text,
	"data_rows" integer DEFAULT 0 NOT NULL,
	"latest_month" text,
	"persons" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_at" timestamp with time zone,
	"discarded_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "row_evidence" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "row_evidence_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"application_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"ledger_hash" "bytea" NOT NULL,
	"file_id" uuid NOT NULL,
	"uploaded_by" bigint NOT NULL,
	"uploaded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "row_evidence_applicationId_ledgerHash_unique" UNIQUE("application_id","ledger_hash")
);
--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "ledger_version_id" uuid;--> statement-breakpoint
ALTER TABLE "roster_row" ADD COLUMN "ledger_hash" "bytea";--> statement-breakpoint
ALTER TABLE "roster_row" ADD COLUMN "ledger_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "roster_version" ADD COLUMN "ledger_month" text;--> statement-breakpoint
ALTER TABLE "ledger_row" ADD CONSTRAINT "ledger_row_ledger_version_id_ledger_version_id_fk" FOREIGN KEY ("ledger_version_id") REFERENCES "public"."ledger_version"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_version" ADD CONSTRAINT "ledger_version_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_version" ADD CONSTRAINT "ledger_version_file_id_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "row_evidence" ADD CONSTRAINT "row_evidence_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "row_evidence" ADD CONSTRAINT "row_evidence_file_id_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "row_evidence" ADD CONSTRAINT "row_evidence_uploaded_by_staff_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ledger_row_ledger_version_id_id_hash_index" ON "ledger_row" USING btree ("ledger_version_id","id_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_version_importing" ON "ledger_version" USING btree ("application_id","file_hash") WHERE published_at is null and discarded_at is null;--> statement-breakpoint
CREATE INDEX "ledger_version_application_id_created_at_index" ON "ledger_version" USING btree ("application_id","created_at");
--> statement-breakpoint
call scope_by_unit('ledger_version');
--> statement-breakpoint
call scope_by_unit('ledger_row');
--> statement-breakpoint
call scope_by_unit('row_evidence');
--> statement-breakpoint
-- As discard_roster_of_failed_job: an import that ended without success leaves nothing to wait for.
create function discard_ledger_of_failed_job() returns trigger
language plpgsql
set search_path = pg_catalog, public
as $$
begin
  update ledger_version set discarded_at = now()
  where id = new.subject_id::uuid and published_at is null and discarded_at is null;
  return null;
end
$$;
--> statement-breakpoint
create trigger job_discards_ledger after update of state on job for each row
when (new.state in ('failed', 'cancelled') and new.subject_type = 'ledger_version')
execute function discard_ledger_of_failed_job();
--> statement-breakpoint
revoke all on function discard_ledger_of_failed_job() from public;
--> statement-breakpoint
-- Judges the rows of a roster by the ledger that counts (domain.md, 社保台账), in set-based statements however many there
-- are: after an import of either, and for some rows (p_rows) after an edit. The rule is checkLedger of
-- domain/ledger/check-ledger.ts, said once more because rows are joined here without opening a single number; a test
-- holds the two against each other. Runs with the caller's rights: row-level security applies.
-- With 【上传证明】 beside a person the three codes it answers are warnings; the name's is not.
create function judge_ledger(
  p_application_id bigint, p_roster_version_id uuid, p_today date, p_rows integer[] default null
) returns void
language plpgsql volatile
set search_path = pg_catalog, public
set plan_cache_mode = force_custom_plan
as $$
declare
  ledger_id uuid;
  this_month text := to_char(p_today, 'YYYY-MM');
  month_before text := to_char(p_today - interval '1 month', 'YYYY-MM');
begin
  delete from row_issue i
  where i.roster_version_id = p_roster_version_id
    and i.code in ('NOT_IN_LEDGER', 'LEDGER_STOPPED', 'LEDGER_STALE', 'LEDGER_NAME_MISMATCH')
    and (p_rows is null or i.row_number = any(p_rows));

  select a.ledger_version_id into ledger_id from application a where a.id = p_application_id;
  if ledger_id is not null then
    insert into row_issue (roster_version_id, row_number, unit_id, code, severity, field, plan_code, details)
    with asked as materialized (
      select r.row_number, r.unit_id, r.ledger_hash, r.ledger_name, r.employee_name, r.shares,
        exists (select 1 from row_evidence e
                where e.application_id = p_application_id and e.ledger_hash = r.ledger_hash) as evidence
      from roster_row r
      where r.roster_version_id = p_roster_version_id and r.state = 'active' and r.ledger_hash is not null
        and (p_rows is null or r.row_number = any(p_rows))
    ), line as materialized (
      -- Lines of months to come say nothing yet.
      select l.id_hash, l.row_number, l.name, l.name_key, l.month, l.stopped, l.insurance like '%医疗%' as medical
      from ledger_row l
      where l.ledger_version_id = ledger_id and l.month <= this_month
        and (p_rows is null or l.id_hash in (select asked.ledger_hash from asked))
    ), latest as (
      select line.id_hash, max(line.month) as month, max(line.month) filter (where line.medical) as medical_month
      from line group by line.id_hash
    ), person as materialized (
      select latest.id_hash, latest.month, latest.medical_month,
        -- One kind of insurance may end while others go on: stopped is who has nothing left.
        bool_and(line.stopped) filter (where line.month = latest.month) as stopped,
        bool_and(line.stopped) filter (where line.medical and line.month = latest.medical_month) as medical_stopped,
        array_agg(line.name_key) filter (where line.month = latest.month) as name_keys,
        (array_agg(line.name order by line.row_number) filter (where line.month = latest.month))[1] as name
      from latest join line using (id_hash)
      group by latest.id_hash, latest.month, latest.medical_month
    ), standing as (
      select asked.*, person.month, person.medical_month, person.medical_stopped, person.name_keys, person.name,
        case when person.month is null then 'NOT_IN_LEDGER'
             when person.stopped then 'LEDGER_STOPPED'
             when person.month < month_before then 'LEDGER_STALE' end as code
      from asked left join person on person.id_hash = asked.ledger_hash
    ), needing_medical as (
      select plan.code from application_plan ap
      join plan on plan.id = ap.plan_id
      join plan_version pv on pv.id = ap.plan_version_id
      where ap.application_id = p_application_id and (pv.data ->> 'requiresMedicalInsurance')::boolean
    ), finding as (
      select s.row_number, s.unit_id, s.evidence, s.code, null as plan_code, s.month
      from standing s where s.code is not null
      union all
      select s.row_number, s.unit_id, s.evidence,
        case when s.medical_month is null then 'NOT_IN_LEDGER'
             when s.medical_stopped then 'LEDGER_STOPPED'
             when s.medical_month < month_before then 'LEDGER_STALE' end,
        n.code, s.medical_month
      from standing s cross join needing_medical n
      where s.code is null and coalesce((s.shares ->> n.code)::int, 1) <> 0
    )
    select p_roster_version_id, f.row_number, f.unit_id, f.code,
      case when f.evidence then 'warning' else 'error' end, 'row', f.plan_code,
      jsonb_build_object('month',
          left(coalesce(f.month, this_month), 4) || '年' || right(coalesce(f.month, this_month), 2)::int || '月')
        || case when f.evidence then '{"evidence": true}'::jsonb else '{}'::jsonb end
    from finding f where f.code is not null
    union all
    select p_roster_version_id, s.row_number, s.unit_id, 'LEDGER_NAME_MISMATCH', 'error',
      case when s.employee_name <> '' then 'employeeName' else 'name' end, null,
      jsonb_build_object('expected', s.name)
    from standing s
    where s.month is not null and s.ledger_name <> '' and not (s.ledger_name = any(s.name_keys));
  end if;

  update roster_row r set error_count = counted.errors, warning_count = counted.warnings
  from (
    select o.row_number,
      count(i.id) filter (where i.severity = 'error') as errors,
      count(i.id) filter (where i.severity = 'warning') as warnings
    from roster_row o
    left join row_issue i on i.roster_version_id = o.roster_version_id and i.row_number = o.row_number
    where o.roster_version_id = p_roster_version_id and (p_rows is null or o.row_number = any(p_rows))
    group by o.row_number
  ) counted
  where r.roster_version_id = p_roster_version_id and r.row_number = counted.row_number
    and (r.error_count, r.warning_count) is distinct from (counted.errors, counted.warnings);

  if p_rows is null then
    update roster_version v set ledger_month = case when ledger_id is not null then this_month end
    where v.id = p_roster_version_id
      and v.ledger_month is distinct from case when ledger_id is not null then this_month end;
  end if;
end
$$;
