CREATE TABLE "termination" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"reason" text NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"proposed_by" bigint NOT NULL,
	"proposed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_by" bigint,
	"decided_at" timestamp with time zone,
	"last_day" date,
	"refusal" text
);
--> statement-breakpoint
CREATE TABLE "bank_statement" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" "bytea" NOT NULL,
	"lines" integer NOT NULL,
	"added" integer NOT NULL,
	"imported_by" bigint NOT NULL,
	"imported_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "receipt" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"statement_id" uuid NOT NULL,
	"fingerprint" "bytea" NOT NULL,
	"received_on" date NOT NULL,
	"amount_fen" bigint NOT NULL,
	"claimed_fen" bigint DEFAULT 0 NOT NULL,
	"payer_name" text NOT NULL,
	"payer_account_masked" text NOT NULL,
	"remark" text NOT NULL,
	"reference" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"handled_by" bigint,
	"handled_at" timestamp with time zone,
	CONSTRAINT "receipt_fingerprint_unique" UNIQUE("fingerprint")
);
--> statement-breakpoint
CREATE TABLE "receipt_claim" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"receipt_id" uuid NOT NULL,
	"application_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"payment_id" uuid,
	"refund_id" uuid,
	"amount_fen" bigint NOT NULL,
	"claimed_by" bigint NOT NULL,
	"claimed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "payment_notice" ADD COLUMN "reminded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "refund" ADD COLUMN "payee_name" text;--> statement-breakpoint
ALTER TABLE "refund" ADD COLUMN "payee_bank" text;--> statement-breakpoint
ALTER TABLE "refund" ADD COLUMN "payee_account_cipher" "bytea";--> statement-breakpoint
ALTER TABLE "refund" ADD COLUMN "payee_account_masked" text;--> statement-breakpoint
ALTER TABLE "refund" ADD COLUMN "paid_on" date;--> statement-breakpoint
ALTER TABLE "termination" ADD CONSTRAINT "termination_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "termination" ADD CONSTRAINT "termination_proposed_by_staff_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "termination" ADD CONSTRAINT "termination_decided_by_staff_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_statement" ADD CONSTRAINT "bank_statement_imported_by_staff_id_fk" FOREIGN KEY ("imported_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_statement_id_bank_statement_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."bank_statement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_handled_by_staff_id_fk" FOREIGN KEY ("handled_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_claim" ADD CONSTRAINT "receipt_claim_receipt_id_receipt_id_fk" FOREIGN KEY ("receipt_id") REFERENCES "public"."receipt"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_claim" ADD CONSTRAINT "receipt_claim_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_claim" ADD CONSTRAINT "receipt_claim_payment_id_payment_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_claim" ADD CONSTRAINT "receipt_claim_refund_id_refund_id_fk" FOREIGN KEY ("refund_id") REFERENCES "public"."refund"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_claim" ADD CONSTRAINT "receipt_claim_claimed_by_staff_id_fk" FOREIGN KEY ("claimed_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "termination_open" ON "termination" USING btree ("application_id") WHERE state = 'proposed';--> statement-breakpoint
CREATE INDEX "receipt_state_received_on_index" ON "receipt" USING btree ("state","received_on");--> statement-breakpoint
CREATE INDEX "receipt_received_on_index" ON "receipt" USING btree ("received_on");--> statement-breakpoint
CREATE INDEX "receipt_claim_receipt_id_index" ON "receipt_claim" USING btree ("receipt_id");--> statement-breakpoint
CREATE INDEX "receipt_claim_application_id_index" ON "receipt_claim" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "receipt_claim_payment_id_index" ON "receipt_claim" USING btree ("payment_id");
--> statement-breakpoint
call scope_by_unit('receipt_claim');
--> statement-breakpoint
call scope_by_unit('termination');
--> statement-breakpoint
-- What came in on the society's account is no unit's before it is claimed: only a scope of all units sees it.
alter table bank_statement enable row level security;
--> statement-breakpoint
create policy web_society on bank_statement for all to huzhu_web using ((select scope_is_all())) with check ((select scope_is_all()));
--> statement-breakpoint
create policy worker_all on bank_statement for all to huzhu_worker using (true) with check (true);
--> statement-breakpoint
alter table receipt enable row level security;
--> statement-breakpoint
create policy web_society on receipt for all to huzhu_web using ((select scope_is_all())) with check ((select scope_is_all()));
--> statement-breakpoint
create policy worker_all on receipt for all to huzhu_worker using (true) with check (true);
