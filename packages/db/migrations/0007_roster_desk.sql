ALTER TABLE "roster_row" ADD COLUMN "sheet_row" integer;--> statement-breakpoint
ALTER TABLE "roster_row" ADD COLUMN "search_key" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "roster_row" ADD COLUMN "deletion_id" uuid;--> statement-breakpoint
ALTER TABLE "roster_version" ADD COLUMN "adds_file" boolean DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE "roster_row" SET "sheet_row" = "row_number";
