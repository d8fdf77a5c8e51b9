ALTER TABLE "roster_version" ADD COLUMN "copied_from" uuid;--> statement-breakpoint
ALTER TABLE "roster_version" ADD COLUMN "reference_date" date;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_jobId_unique" UNIQUE("job_id");