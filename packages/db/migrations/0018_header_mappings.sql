CREATE TABLE "header_mapping" (
	"unit_id" bigint NOT NULL,
	"fingerprint" text NOT NULL,
	"columns" jsonb NOT NULL,
	"document_type" text,
	"used_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "header_mapping_unit_id_fingerprint_pk" PRIMARY KEY("unit_id","fingerprint")
);
--> statement-breakpoint
ALTER TABLE "roster_version" ADD COLUMN "mapping" jsonb;
--> statement-breakpoint
call scope_by_unit('header_mapping');
