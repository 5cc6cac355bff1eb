ALTER TABLE `app_grants` ADD `confirmed_at` integer;--> statement-breakpoint
ALTER TABLE `apps` ADD `scopes` text;--> statement-breakpoint
ALTER TABLE `apps` ADD `id_token_alg` text;--> statement-breakpoint
ALTER TABLE `apps` ADD `logo` text;--> statement-breakpoint
ALTER TABLE `incidents` ADD `app_id` text;