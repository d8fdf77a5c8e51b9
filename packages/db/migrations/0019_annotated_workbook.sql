ALTER TABLE "roster_version" ADD COLUMN "layout" jsonb;--> statement-breakpoint
ALTER TABLE "roster_version" ADD COLUMN "ignores_keys" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "roster_version" ADD COLUMN "merge_id" uuid;--> statement-breakpoint
ALTER TABLE "row_fix" ADD COLUMN "added" boolean DEFAULT false NOT NULL;