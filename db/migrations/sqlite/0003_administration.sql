CREATE TABLE `activity` (
	`id` text PRIMARY KEY NOT NULL,
	`hour` integer NOT NULL,
	`kind` text NOT NULL,
	`count` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `activity_hour` ON `activity` (`hour`);--> statement-breakpoint
CREATE TABLE `audit_checkpoints` (
	`sequence` integer PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`token` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `one_time_tokens` (
	`hash` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`user_id` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `one_time_tokens_user_id` ON `one_time_tokens` (`user_id`);--> statement-breakpoint
CREATE INDEX `one_time_tokens_expires_at` ON `one_time_tokens` (`expires_at`);--> statement-breakpoint
CREATE TABLE `role_grants` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`granted_at` integer NOT NULL,
	`granted_by` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `role_grants_user_id` ON `role_grants` (`user_id`,`role`);--> statement-breakpoint
CREATE INDEX `role_grants_role` ON `role_grants` (`role`,`user_id`);--> statement-breakpoint
CREATE TABLE `roles` (
	`name` text PRIMARY KEY NOT NULL,
	`description` text NOT NULL,
	`permissions` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `user_terms` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `user_terms_user_id` ON `user_terms` (`user_id`);--> statement-breakpoint
ALTER TABLE `security_events` ADD `actor_id` text;--> statement-breakpoint
ALTER TABLE `security_events` ADD `request_id` text;--> statement-breakpoint
ALTER TABLE `security_events` ADD `personal_details` text;--> statement-breakpoint
ALTER TABLE `security_events` ADD `personal_salt` text;--> statement-breakpoint
ALTER TABLE `security_events` ADD `personal_hash` text;--> statement-breakpoint
ALTER TABLE `security_events` ADD `sequence` integer;--> statement-breakpoint
ALTER TABLE `security_events` ADD `hash` text;--> statement-breakpoint
CREATE INDEX `security_events_at` ON `security_events` (`at`);--> statement-breakpoint
CREATE INDEX `security_events_actor_id` ON `security_events` (`actor_id`,`sequence`);--> statement-breakpoint
CREATE INDEX `security_events_type` ON `security_events` (`type`,`sequence`);--> statement-breakpoint
CREATE UNIQUE INDEX `security_events_sequence` ON `security_events` (`sequence`);--> statement-breakpoint
CREATE INDEX `security_events_unsealed` ON `security_events` (`at`,`id`) WHERE "security_events"."sequence" is null;--> statement-breakpoint
ALTER TABLE `signing_keys` ADD `activated_at` integer;--> statement-breakpoint
ALTER TABLE `signing_keys` ADD `retired_at` integer;--> statement-breakpoint
ALTER TABLE `signing_keys` ADD `burned_at` integer;--> statement-breakpoint
CREATE INDEX `incidents_came_at` ON `incidents` (`came_at`,`id`);--> statement-breakpoint
CREATE INDEX `users_created_at` ON `users` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `users_disabled_at` ON `users` (`disabled_at`,`id`);