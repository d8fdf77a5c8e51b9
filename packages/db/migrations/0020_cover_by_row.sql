DROP INDEX "cover_application_id_index";--> statement-breakpoint
CREATE INDEX "cover_application_id_row_number_index" ON "cover" USING btree ("application_id","row_number");