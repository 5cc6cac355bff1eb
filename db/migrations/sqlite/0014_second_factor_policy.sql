ALTER TABLE `pending_log_ins` ADD `sealed` text;--> statement-breakpoint
ALTER TABLE `pending_log_ins` ADD `key_id` integer REFERENCES data_keys(id);--> statement-breakpoint
ALTER TABLE `users` ADD `second_factor_asked_at` integer;