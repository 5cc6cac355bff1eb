CREATE TABLE `ended_statuses` (
	`status_index` integer PRIMARY KEY NOT NULL,
	`ended_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `ended_statuses_ended_at` ON `ended_statuses` (`ended_at`);--> statement-breakpoint
ALTER TABLE `installation` ADD `next_status_index` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `installation` ADD `first_status_index` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `device_name` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `audience` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `status_index` integer;--> statement-breakpoint
CREATE INDEX `sessions_ended_at` ON `sessions` (`ended_at`,`status_index`);--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_status_index` ON `sessions` (`status_index`);--> statement-breakpoint
ALTER TABLE `users` ADD `sessions_ended_at` integer;--> statement-breakpoint
CREATE INDEX `users_sessions_ended_at` ON `users` (`sessions_ended_at`);