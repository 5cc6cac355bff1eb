CREATE TABLE "activity" (
	"id" text PRIMARY KEY NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"count" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_checkpoints" (
	"sequence" bigint PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"token" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "one_time_tokens" (
	"hash" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"user_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "role_grants" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"granted_at" timestamp (3) with time zone NOT NULL,
	"granted_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roles" (
	"name" text PRIMARY KEY NOT NULL,
	"description" text NOT NULL,
	"permissions" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_terms" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "security_events" ADD COLUMN "actor_id" text;--> statement-breakpoint
ALTER TABLE "security_events" ADD COLUMN "request_id" text;--> statement-breakpoint
ALTER TABLE "security_events" ADD COLUMN "personal_details" text;--> statement-breakpoint
ALTER TABLE "security_events" ADD COLUMN "personal_salt" text;--> statement-breakpoint
ALTER TABLE "security_events" ADD COLUMN "personal_hash" text;--> statement-breakpoint
ALTER TABLE "security_events" ADD COLUMN "sequence" bigint;--> statement-breakpoint
ALTER TABLE "security_events" ADD COLUMN "hash" text;--> statement-breakpoint
ALTER TABLE "signing_keys" ADD COLUMN "activated_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "signing_keys" ADD COLUMN "retired_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "signing_keys" ADD COLUMN "burned_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "one_time_tokens" ADD CONSTRAINT "one_time_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_terms" ADD CONSTRAINT "user_terms_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activity_hour" ON "activity" USING btree ("hour");--> statement-breakpoint
CREATE INDEX "one_time_tokens_user_id" ON "one_time_tokens" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "one_time_tokens_expires_at" ON "one_time_tokens" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "role_grants_user_id" ON "role_grants" USING btree ("user_id","role");--> statement-breakpoint
CREATE INDEX "role_grants_role" ON "role_grants" USING btree ("role","user_id");--> statement-breakpoint
CREATE INDEX "user_terms_user_id" ON "user_terms" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "incidents_came_at" ON "incidents" USING btree ("came_at","id");--> statement-breakpoint
CREATE INDEX "security_events_at" ON "security_events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "security_events_actor_id" ON "security_events" USING btree ("actor_id","sequence");--> statement-breakpoint
CREATE INDEX "security_events_type" ON "security_events" USING btree ("type","sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "security_events_sequence" ON "security_events" USING btree ("sequence");--> statement-breakpoint
CREATE INDEX "security_events_unsealed" ON "security_events" USING btree ("at","id") WHERE "security_events"."sequence" is null;--> statement-breakpoint
CREATE INDEX "users_created_at" ON "users" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "users_disabled_at" ON "users" USING btree ("disabled_at","id");