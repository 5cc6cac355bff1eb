CREATE TABLE `endings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `endings_at` ON `endings` (`at`);--> statement-breakpoint
CREATE TABLE `incidents` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`session_id` text NOT NULL,
	`kind` text NOT NULL,
	`known_at` integer NOT NULL,
	`known_network` text NOT NULL,
	`known_browser` text NOT NULL,
	`known_system` text NOT NULL,
	`came_at` integer NOT NULL,
	`came_network` text NOT NULL,
	`came_browser` text NOT NULL,
	`came_system` text NOT NULL,
	`answered_at` integer,
	`answered_in` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `incidents_user_id` ON `incidents` (`user_id`,`came_at`);--> statement-breakpoint
DROP INDEX `sessions_network`;--> statement-breakpoint
ALTER TABLE `sessions` ADD `rotated_network` text DEFAULT 'unknown' NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `rotated_browser` text DEFAULT 'Unknown' NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `rotated_system` text DEFAULT 'Unknown' NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `created_network` text DEFAULT 'unknown' NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `suspected_at` integer;--> statement-breakpoint
CREATE INDEX `sessions_created_network` ON `sessions` (`user_id`,`created_network`);--> statement-breakpoint
UPDATE `sessions` SET `rotated_network` = `network`, `rotated_browser` = `browser`, `rotated_system` = `system`, `created_network` = `network`;
