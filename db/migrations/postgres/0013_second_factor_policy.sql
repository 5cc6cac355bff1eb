ALTER TABLE "pending_log_ins" ADD COLUMN "sealed" text;--> statement-breakpoint
ALTER TABLE "pending_log_ins" ADD COLUMN "key_id" integer;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "second_factor_asked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "pending_log_ins" ADD CONSTRAINT "pending_log_ins_key_id_data_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."data_keys"("id") ON DELETE no action ON UPDATE no action;