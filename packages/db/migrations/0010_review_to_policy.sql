CREATE TABLE "early_invoice" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"title" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"credit_code" text NOT NULL,
	"email" text NOT NULL,
	"reason" text NOT NULL,
	"pay_by" date NOT NULL,
	"undertaking_file_id" uuid NOT NULL,
	"requested_by" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_by" bigint,
	"decided_at" timestamp with time zone,
	"refusal" text
);
--> statement-breakpoint
CREATE TABLE "invoice" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"number" text NOT NULL,
	"application_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"early_invoice_id" uuid,
	"title" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"issued_on" date NOT NULL,
	"file_id" uuid NOT NULL,
	"issued_by" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reversed_at" timestamp with time zone,
	"reversal_reason" text,
	CONSTRAINT "invoice_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "invoice_request" (
	"application_id" bigint PRIMARY KEY NOT NULL,
	"unit_id" bigint NOT NULL,
	"title" text NOT NULL,
	"credit_code" text NOT NULL,
	"email" text NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"remark" text DEFAULT '' NOT NULL,
	"updated_by" bigint NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notification_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"staff_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"application_number" text NOT NULL,
	"sentence" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "payment" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"notice_id" bigint NOT NULL,
	"state" text DEFAULT 'submitted' NOT NULL,
	"payer_name" text NOT NULL,
	"payer_bank" text NOT NULL,
	"payer_account_cipher" "bytea" NOT NULL,
	"payer_account_masked" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"paid_on" date NOT NULL,
	"serial_number" text NOT NULL,
	"voucher_file_id" uuid,
	"submitted_by" bigint NOT NULL,
	"submitted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_by" bigint,
	"decided_at" timestamp with time zone,
	"decided_on" date,
	"reason" text,
	"received_fen" bigint,
	"bank_reference" text,
	"received_on" date
);
--> statement-breakpoint
CREATE TABLE "payment_notice" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "payment_notice_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"application_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"version" smallint NOT NULL,
	"match_code" text NOT NULL,
	"issued_on" date NOT NULL,
	"due_on" date NOT NULL,
	"total_fen" bigint NOT NULL,
	"content" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"file_id" uuid,
	"issued_by" bigint NOT NULL,
	"opened_at" timestamp with time zone,
	"voided_at" timestamp with time zone,
	"void_reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payment_notice_number_unique" UNIQUE("number"),
	CONSTRAINT "payment_notice_matchCode_unique" UNIQUE("match_code")
);
--> statement-breakpoint
CREATE TABLE "refund" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"number" text NOT NULL,
	"application_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"state" text DEFAULT 'refund_pending' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"cause" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"reason" text NOT NULL,
	"proposed_by" bigint,
	"approved_by" bigint,
	"bank_reference" text,
	"failure" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "refund_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "policy" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "policy_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"application_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"start_date" date NOT NULL,
	"end_date" date NOT NULL,
	"headcount" integer NOT NULL,
	"shares" integer NOT NULL,
	"premium_fen" bigint NOT NULL,
	"issued_on" date NOT NULL,
	"verify_token" text NOT NULL,
	"document_version" smallint DEFAULT 1 NOT NULL,
	"content_hash" text NOT NULL,
	"file_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "policy_number_unique" UNIQUE("number"),
	CONSTRAINT "policy_applicationId_unique" UNIQUE("application_id"),
	CONSTRAINT "policy_verifyToken_unique" UNIQUE("verify_token")
);
--> statement-breakpoint
CREATE TABLE "policy_plan" (
	"policy_id" bigint NOT NULL,
	"plan_id" bigint NOT NULL,
	"plan_version_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"headcount" integer NOT NULL,
	"shares" integer NOT NULL,
	"premium_fen" bigint NOT NULL,
	"position" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "policy_plan_policy_id_plan_id_pk" PRIMARY KEY("policy_id","plan_id")
);
--> statement-breakpoint
CREATE TABLE "review_mark" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"roster_version_id" uuid,
	"row_number" integer,
	"field" text,
	"sentence" text NOT NULL,
	"marked_by" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"returned_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "file" ALTER COLUMN "uploaded_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "effective_set_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "effective_set_by" bigint;--> statement-breakpoint
ALTER TABLE "early_invoice" ADD CONSTRAINT "early_invoice_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "early_invoice" ADD CONSTRAINT "early_invoice_undertaking_file_id_file_id_fk" FOREIGN KEY ("undertaking_file_id") REFERENCES "public"."file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "early_invoice" ADD CONSTRAINT "early_invoice_requested_by_staff_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "early_invoice" ADD CONSTRAINT "early_invoice_decided_by_staff_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_early_invoice_id_early_invoice_id_fk" FOREIGN KEY ("early_invoice_id") REFERENCES "public"."early_invoice"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_file_id_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_issued_by_staff_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_request" ADD CONSTRAINT "invoice_request_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_request" ADD CONSTRAINT "invoice_request_updated_by_staff_id_fk" FOREIGN KEY ("updated_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_notice_id_payment_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."payment_notice"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_voucher_file_id_file_id_fk" FOREIGN KEY ("voucher_file_id") REFERENCES "public"."file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_submitted_by_staff_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_decided_by_staff_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_notice" ADD CONSTRAINT "payment_notice_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_notice" ADD CONSTRAINT "payment_notice_file_id_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_notice" ADD CONSTRAINT "payment_notice_issued_by_staff_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund" ADD CONSTRAINT "refund_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund" ADD CONSTRAINT "refund_proposed_by_staff_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund" ADD CONSTRAINT "refund_approved_by_staff_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy" ADD CONSTRAINT "policy_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy" ADD CONSTRAINT "policy_file_id_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_plan" ADD CONSTRAINT "policy_plan_policy_id_policy_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."policy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_plan" ADD CONSTRAINT "policy_plan_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_plan" ADD CONSTRAINT "policy_plan_plan_version_id_plan_version_id_fk" FOREIGN KEY ("plan_version_id") REFERENCES "public"."plan_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_mark" ADD CONSTRAINT "review_mark_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_mark" ADD CONSTRAINT "review_mark_marked_by_staff_id_fk" FOREIGN KEY ("marked_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "early_invoice_open" ON "early_invoice" USING btree ("application_id") WHERE state in ('pending', 'issued', 'overdue');--> statement-breakpoint
CREATE INDEX "early_invoice_state_created_at_index" ON "early_invoice" USING btree ("state","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_standing" ON "invoice" USING btree ("application_id") WHERE reversed_at is null;--> statement-breakpoint
CREATE INDEX "notification_staff_id_id_index" ON "notification" USING btree ("staff_id","id");--> statement-breakpoint
CREATE INDEX "notification_unread" ON "notification" USING btree ("staff_id") WHERE read_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "payment_open" ON "payment" USING btree ("application_id") WHERE state = 'submitted';--> statement-breakpoint
CREATE INDEX "payment_application_id_submitted_at_index" ON "payment" USING btree ("application_id","submitted_at");--> statement-breakpoint
CREATE INDEX "payment_state_submitted_at_index" ON "payment" USING btree ("state","submitted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_notice_standing" ON "payment_notice" USING btree ("application_id") WHERE voided_at is null;--> statement-breakpoint
CREATE INDEX "payment_notice_unit_id_index" ON "payment_notice" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "payment_notice_due_on_index" ON "payment_notice" USING btree ("due_on") WHERE voided_at is null;--> statement-breakpoint
CREATE INDEX "refund_application_id_index" ON "refund" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "refund_state_created_at_index" ON "refund" USING btree ("state","created_at");--> statement-breakpoint
CREATE INDEX "policy_unit_id_start_date_index" ON "policy" USING btree ("unit_id","start_date");--> statement-breakpoint
CREATE INDEX "review_mark_application_id_returned_at_index" ON "review_mark" USING btree ("application_id","returned_at");--> statement-breakpoint
ALTER TABLE "application" ADD CONSTRAINT "application_effective_set_by_staff_id_fk" FOREIGN KEY ("effective_set_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
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
--> statement-breakpoint
-- The queue desk's view also knows the documents that are made of an application; a notice that was voided needs no PDF.
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
    when j.subject_type <> 'payment_notice' and a.state not in ('draft', 'returned') then 'closed'
    when pn.voided_at is not null then 'replaced'
  end as barred
from job j
left join unit u on u.id = j.unit_id
left join roster_version rv on rv.id = case j.subject_type when 'roster_version' then j.subject_id::uuid end
left join ledger_version lv on lv.id = case j.subject_type when 'ledger_version' then j.subject_id::uuid end
left join payment_notice pn on pn.id = case j.subject_type when 'payment_notice' then j.subject_id::bigint end
left join application a on a.id = coalesce(rv.application_id, lv.application_id, pn.application_id)
where queue_desk_open();
