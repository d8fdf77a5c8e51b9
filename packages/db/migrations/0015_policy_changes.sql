CREATE TABLE "policy_change" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"number" text NOT NULL,
	"policy_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"reason" text NOT NULL,
	"requested_by" bigint NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_by" bigint,
	"decided_at" timestamp with time zone,
	"refusal" text,
	"endorsement_id" bigint,
	CONSTRAINT "policy_change_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "policy_change_row" (
	"change_id" uuid NOT NULL,
	"application_id" bigint NOT NULL,
	"row_number" integer NOT NULL,
	"unit_id" bigint NOT NULL,
	"roster_version_id" uuid NOT NULL,
	"id_masked" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb,
	CONSTRAINT "policy_change_row_change_id_application_id_row_number_pk" PRIMARY KEY("change_id","application_id","row_number")
);
--> statement-breakpoint
ALTER TABLE "policy_change" ADD CONSTRAINT "policy_change_policy_id_policy_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."policy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_change" ADD CONSTRAINT "policy_change_requested_by_staff_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_change" ADD CONSTRAINT "policy_change_decided_by_staff_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_change" ADD CONSTRAINT "policy_change_endorsement_id_endorsement_id_fk" FOREIGN KEY ("endorsement_id") REFERENCES "public"."endorsement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_change_row" ADD CONSTRAINT "policy_change_row_change_id_policy_change_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."policy_change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_change_row" ADD CONSTRAINT "policy_change_row_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "policy_change_policy_id_requested_at_index" ON "policy_change" USING btree ("policy_id","requested_at");--> statement-breakpoint
CREATE INDEX "policy_change_open" ON "policy_change" USING btree ("requested_at") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "policy_change_row_application_id_row_number_index" ON "policy_change_row" USING btree ("application_id","row_number");
--> statement-breakpoint
call scope_by_unit('policy_change');
--> statement-breakpoint
call scope_by_unit('policy_change_row');
--> statement-breakpoint
-- Cover that a row of a frozen roster names goes over to another row of it, which says the same person rightly (更正): the old row
-- stays as it was submitted. With the document type the person key may change, so the person may be another; with the owner's
-- rights, because persons have no unit.
create function replace_covered_row(p_application_id bigint, p_from integer, p_to integer) returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, public
as $$
declare
  replaced integer;
begin
  insert into person (id_hash, id_cipher)
  select distinct r.id_hash, r.id_cipher
  from cover c join application a on a.id = c.application_id
  join roster_row r on r.roster_version_id = c.roster_version_id and r.row_number = p_to
  where c.application_id = p_application_id and c.row_number = p_from and unit_in_scope(a.unit_id)
  on conflict (id_hash) do nothing;
  update cover c set row_number = p_to, name = r.name, person_id = p.id
  from application a, roster_row r, person p
  where c.application_id = p_application_id and c.row_number = p_from and a.id = c.application_id and unit_in_scope(a.unit_id)
    and r.roster_version_id = c.roster_version_id and r.row_number = p_to and p.id_hash = r.id_hash;
  get diagnostics replaced = row_count;
  return replaced;
end
$$;
--> statement-breakpoint
-- 减员: all cover that the policy gives the persons of these lines ends with a day. Returns what ended, so that it can be counted and,
-- where the plan says so, paid back; the number tells persons apart and is no id.
create function end_cover_of_persons(p_policy_id bigint, p_lines bigint[], p_last_day date)
returns table (person_no integer, plan_id bigint, name text, document_type text, id_masked text, shares smallint)
language plpgsql volatile security definer
set search_path = pg_catalog, public
as $$
#variable_conflict use_column
begin
  return query
  with source as (
    select p.application_id from policy p where p.id = p_policy_id and unit_in_scope(p.unit_id)
    union all
    select e.application_id from endorsement e
    where e.policy_id = p_policy_id and e.application_id is not null and unit_in_scope(e.unit_id)
  ), persons as (
    select distinct c.person_id from cover c join source s on s.application_id = c.application_id
    where c.id = any(p_lines) and c.state = 'in_force'
  ), ended as (
    update cover c set state = 'ended', end_date = greatest(p_last_day, c.start_date)
    from persons, source s
    where c.person_id = persons.person_id and c.application_id = s.application_id and c.state = 'in_force'
    returning c.person_id, c.plan_id, c.roster_version_id, c.row_number, c.name, c.shares
  )
  select dense_rank() over (order by ended.person_id)::integer, ended.plan_id, ended.name, r.document_type, r.id_masked, ended.shares
  from ended join roster_row r on r.roster_version_id = ended.roster_version_id and r.row_number = ended.row_number
  order by 1, 2;
end
$$;
