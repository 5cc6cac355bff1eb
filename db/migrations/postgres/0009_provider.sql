ALTER TABLE "app_grants" ADD COLUMN "confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "apps" ADD COLUMN "scopes" text;--> statement-breakpoint
ALTER TABLE "apps" ADD COLUMN "id_token_alg" text;--> statement-breakpoint
ALTER TABLE "apps" ADD COLUMN "logo" text;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "app_id" text;