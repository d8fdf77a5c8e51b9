CREATE TABLE "row_fix" (
	"roster_version_id" uuid NOT NULL,
	"fix_id" uuid NOT NULL,
	"row_number" integer NOT NULL,
	"unit_id" bigint NOT NULL,
	"revision" integer NOT NULL,
	"raw_cipher" "bytea" NOT NULL,
	"corrected" boolean NOT NULL,
	CONSTRAINT "row_fix_roster_version_id_fix_id_row_number_pk" PRIMARY KEY("roster_version_id","fix_id","row_number")
);
--> statement-breakpoint
ALTER TABLE "row_fix" ADD CONSTRAINT "row_fix_roster_version_id_roster_version_id_fk" FOREIGN KEY ("roster_version_id") REFERENCES "public"."roster_version"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
call scope_by_unit('row_fix');
