CREATE INDEX "incidents_kind" ON "incidents" USING btree ("kind","came_at","id");--> statement-breakpoint
CREATE INDEX "incidents_unanswered" ON "incidents" USING btree ("came_at","id") WHERE "incidents"."answered_at" is null;--> statement-breakpoint
CREATE INDEX "sessions_last_seen_at" ON "sessions" USING btree ("last_seen_at","user_id");