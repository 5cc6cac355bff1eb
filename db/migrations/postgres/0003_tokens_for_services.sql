CREATE TABLE "ended_statuses" (
	"status_index" bigint PRIMARY KEY NOT NULL,
	"ended_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "installation" ADD COLUMN "next_status_index" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "installation" ADD COLUMN "first_status_index" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "device_name" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "audience" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "status_index" bigint;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "sessions_ended_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "ended_statuses_ended_at" ON "ended_statuses" USING btree ("ended_at");--> statement-breakpoint
CREATE INDEX "sessions_ended_at" ON "sessions" USING btree ("ended_at","status_index");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_status_index" ON "sessions" USING btree ("status_index");--> statement-breakpoint
CREATE INDEX "users_sessions_ended_at" ON "users" USING btree ("sessions_ended_at");