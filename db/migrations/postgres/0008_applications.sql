CREATE TABLE "app_grants" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"app_id" text NOT NULL,
	"session_id" text NOT NULL,
	"offline" boolean NOT NULL,
	"version" integer NOT NULL,
	"epoch" integer NOT NULL,
	"app_version" integer NOT NULL,
	"payload" text NOT NULL,
	"status_index" bigint,
	"status_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app_secrets" (
	"hash" text PRIMARY KEY NOT NULL,
	"app_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "app_sessions" (
	"sid" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"user_id" text NOT NULL,
	"app_id" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"told_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"last_result" text
);
--> statement-breakpoint
CREATE TABLE "apps" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"first_party" boolean NOT NULL,
	"redirect_uris" text NOT NULL,
	"post_logout_redirect_uris" text NOT NULL,
	"backchannel_logout_uri" text,
	"jwks" text,
	"resources" text NOT NULL,
	"roles" text,
	"require_pkce" boolean NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"status_index" bigint,
	"disabled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"app_id" text NOT NULL,
	"scopes" text NOT NULL,
	"granted_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "oauth_artifacts" (
	"id" text PRIMARY KEY NOT NULL,
	"model" text NOT NULL,
	"payload" text NOT NULL,
	"user_code_hash" text,
	"grant_id" text,
	"consumed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "app_grants" ADD CONSTRAINT "app_grants_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_grants" ADD CONSTRAINT "app_grants_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_secrets" ADD CONSTRAINT "app_secrets_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_sessions" ADD CONSTRAINT "app_sessions_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "app_grants_session_id" ON "app_grants" USING btree ("session_id","app_id","created_at");--> statement-breakpoint
CREATE INDEX "app_grants_user_id" ON "app_grants" USING btree ("user_id","app_id");--> statement-breakpoint
CREATE INDEX "app_grants_app_id" ON "app_grants" USING btree ("app_id","created_at");--> statement-breakpoint
CREATE INDEX "app_grants_status_until" ON "app_grants" USING btree ("app_id","status_until");--> statement-breakpoint
CREATE INDEX "app_grants_ended_at" ON "app_grants" USING btree ("ended_at","status_index");--> statement-breakpoint
CREATE INDEX "app_grants_expires_at" ON "app_grants" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "app_secrets_app_id" ON "app_secrets" USING btree ("app_id");--> statement-breakpoint
CREATE INDEX "app_secrets_expires_at" ON "app_secrets" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "app_sessions_session_id" ON "app_sessions" USING btree ("session_id","app_id");--> statement-breakpoint
CREATE INDEX "app_sessions_user_id" ON "app_sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "app_sessions_app_id" ON "app_sessions" USING btree ("app_id");--> statement-breakpoint
CREATE INDEX "app_sessions_open" ON "app_sessions" USING btree ("sid") WHERE "app_sessions"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "app_sessions_due_at" ON "app_sessions" USING btree ("due_at") WHERE "app_sessions"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "app_sessions_told_at" ON "app_sessions" USING btree ("told_at");--> statement-breakpoint
CREATE INDEX "apps_created_at" ON "apps" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "apps_ended_at" ON "apps" USING btree ("ended_at");--> statement-breakpoint
CREATE UNIQUE INDEX "consents_user_id" ON "consents" USING btree ("user_id","app_id");--> statement-breakpoint
CREATE INDEX "consents_app_id" ON "consents" USING btree ("app_id");--> statement-breakpoint
CREATE INDEX "oauth_artifacts_grant_id" ON "oauth_artifacts" USING btree ("grant_id");--> statement-breakpoint
CREATE INDEX "oauth_artifacts_user_code" ON "oauth_artifacts" USING btree ("user_code_hash");--> statement-breakpoint
CREATE INDEX "oauth_artifacts_expires_at" ON "oauth_artifacts" USING btree ("expires_at");