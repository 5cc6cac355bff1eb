CREATE INDEX `incidents_kind` ON `incidents` (`kind`,`came_at`,`id`);--> statement-breakpoint
CREATE INDEX `incidents_unanswered` ON `incidents` (`came_at`,`id`) WHERE "incidents"."answered_at" is null;--> statement-breakpoint
CREATE INDEX `sessions_last_seen_at` ON `sessions` (`last_seen_at`,`user_id`);