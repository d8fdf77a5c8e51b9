CREATE TABLE "undertaking" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "undertaking_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"application_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"version" smallint NOT NULL,
	"content" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"file_id" uuid,
	"filled_by" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "undertaking_number_unique" UNIQUE("number")
);
--> statement-breakpoint
DROP INDEX "cover_unit_id_id_index";--> statement-breakpoint
DROP INDEX "early_invoice_open";--> statement-breakpoint
ALTER TABLE "early_invoice" ADD COLUMN "type" text DEFAULT 'ordinary' NOT NULL;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "type" text DEFAULT 'ordinary' NOT NULL;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "mailed_to" text;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "mailed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invoice_request" ADD COLUMN "type" text DEFAULT 'ordinary' NOT NULL;--> statement-breakpoint
ALTER TABLE "job" ADD COLUMN "application_id" bigint;--> statement-breakpoint
ALTER TABLE "undertaking" ADD CONSTRAINT "undertaking_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "undertaking" ADD CONSTRAINT "undertaking_file_id_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "undertaking" ADD CONSTRAINT "undertaking_filled_by_staff_id_fk" FOREIGN KEY ("filled_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "undertaking_application_id_version_index" ON "undertaking" USING btree ("application_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "early_invoice_open" ON "early_invoice" USING btree ("application_id") WHERE state in ('pending', 'approved', 'issued', 'overdue');--> statement-breakpoint
call scope_by_unit('undertaking');
--> statement-breakpoint
update job j set application_id = n.application_id from payment_notice n
where j.subject_type = 'payment_notice' and n.id = j.subject_id::bigint;
--> statement-breakpoint
update job j set application_id = p.application_id from policy p
where j.subject_type = 'policy' and p.id = j.subject_id::bigint;
--> statement-breakpoint
-- The queue desk's view finds the application in the job itself: a new kind of job needs no new view any more. Only imports are
-- closed by what becomes of their application; a notice that was voided needs no PDF.
create or replace view queue_desk_job with (security_barrier) as
select j.id, j.name, j.state, j.attempts, j.max_attempts, j.error_code, j.error_sentence, j.worker_id,
  j.created_at, j.queued_at, j.started_at, j.heartbeat_at, j.finished_at, j.settled_at,
  a.number as application_number, u.name as unit_name, u.code as unit_code,
  case
    when j.state <> 'failed' then null
    when exists (
        select 1 from roster_version n
        where n.application_id = rv.application_id and n.created_at > rv.created_at
          and (n.published_at is not null or n.discarded_at is null))
      or exists (
        select 1 from ledger_version n
        where n.application_id = lv.application_id and n.created_at > lv.created_at
          and (n.published_at is not null or n.discarded_at is null))
      then 'replaced'
    when j.subject_type in ('roster_version', 'ledger_version') and a.state not in ('draft', 'returned') then 'closed'
    when pn.voided_at is not null then 'replaced'
  end as barred
from job j
left join unit u on u.id = j.unit_id
left join roster_version rv on rv.id = case j.subject_type when 'roster_version' then j.subject_id::uuid end
left join ledger_version lv on lv.id = case j.subject_type when 'ledger_version' then j.subject_id::uuid end
left join payment_notice pn on pn.id = case j.subject_type when 'payment_notice' then j.subject_id::bigint end
left join application a on a.id = coalesce(j.application_id, rv.application_id, lv.application_id)
where queue_desk_open();
