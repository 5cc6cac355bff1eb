CREATE TABLE `former_addresses` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`email` text NOT NULL,
	`email_key` text NOT NULL,
	`left_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `former_addresses_email_key` ON `former_addresses` (`email_key`,`left_at`);--> statement-breakpoint
CREATE INDEX `former_addresses_user_id` ON `former_addresses` (`user_id`);--> statement-breakpoint
CREATE INDEX `former_addresses_left_at` ON `former_addresses` (`left_at`);--> statement-breakpoint
CREATE TABLE `known_devices` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`secret_hash` text NOT NULL,
	`granted_by` text NOT NULL,
	`browser` text NOT NULL,
	`system` text NOT NULL,
	`network` text NOT NULL,
	`first_seen_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `known_devices_secret` ON `known_devices` (`secret_hash`,`user_id`);--> statement-breakpoint
CREATE INDEX `known_devices_user_id` ON `known_devices` (`user_id`,`last_used_at`);--> statement-breakpoint
CREATE INDEX `known_devices_last_used_at` ON `known_devices` (`last_used_at`);--> statement-breakpoint
CREATE TABLE `mails` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text,
	`kind` text NOT NULL,
	`locale` text NOT NULL,
	`sealed` text,
	`key_id` integer,
	`created_at` integer NOT NULL,
	`next_try_at` integer,
	`tries` integer DEFAULT 0 NOT NULL,
	`leased_until` integer,
	`expires_at` integer NOT NULL,
	`sent_at` integer,
	`failed_at` integer,
	`last_error` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`key_id`) REFERENCES `data_keys`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `mails_next_try_at` ON `mails` (`next_try_at`) WHERE "mails"."next_try_at" is not null;--> statement-breakpoint
CREATE INDEX `mails_user_id` ON `mails` (`user_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `mails_failed_at` ON `mails` (`failed_at`,`id`);--> statement-breakpoint
CREATE INDEX `mails_created_at` ON `mails` (`created_at`);--> statement-breakpoint
ALTER TABLE `installation` ADD `noticed_sequence` integer;--> statement-breakpoint
ALTER TABLE `one_time_tokens` ADD `version` integer;--> statement-breakpoint
ALTER TABLE `one_time_tokens` ADD `details` text;--> statement-breakpoint
ALTER TABLE `passwords` ADD `strength` integer;--> statement-breakpoint
ALTER TABLE `sessions` ADD `amr` text DEFAULT '["pwd"]' NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `label` text;--> statement-breakpoint
ALTER TABLE `users` ADD `email_verified_at` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `muted_notices` text;--> statement-breakpoint
ALTER TABLE `users` ADD `deletion_due_at` integer;--> statement-breakpoint
CREATE INDEX `users_deletion_due_at` ON `users` (`deletion_due_at`);