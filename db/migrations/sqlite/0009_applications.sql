CREATE TABLE `app_grants` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`app_id` text NOT NULL,
	`session_id` text NOT NULL,
	`offline` integer NOT NULL,
	`version` integer NOT NULL,
	`epoch` integer NOT NULL,
	`app_version` integer NOT NULL,
	`payload` text NOT NULL,
	`status_index` integer,
	`status_until` integer,
	`created_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`ended_at` integer,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`app_id`) REFERENCES `apps`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `app_grants_session_id` ON `app_grants` (`session_id`,`app_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `app_grants_user_id` ON `app_grants` (`user_id`,`app_id`);--> statement-breakpoint
CREATE INDEX `app_grants_app_id` ON `app_grants` (`app_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `app_grants_status_until` ON `app_grants` (`app_id`,`status_until`);--> statement-breakpoint
CREATE INDEX `app_grants_ended_at` ON `app_grants` (`ended_at`,`status_index`);--> statement-breakpoint
CREATE INDEX `app_grants_expires_at` ON `app_grants` (`expires_at`);--> statement-breakpoint
CREATE TABLE `app_secrets` (
	`hash` text PRIMARY KEY NOT NULL,
	`app_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	FOREIGN KEY (`app_id`) REFERENCES `apps`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `app_secrets_app_id` ON `app_secrets` (`app_id`);--> statement-breakpoint
CREATE INDEX `app_secrets_expires_at` ON `app_secrets` (`expires_at`);--> statement-breakpoint
CREATE TABLE `app_sessions` (
	`sid` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`user_id` text NOT NULL,
	`app_id` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`told_at` integer,
	`due_at` integer,
	`tries` integer DEFAULT 0 NOT NULL,
	`last_result` text,
	FOREIGN KEY (`app_id`) REFERENCES `apps`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `app_sessions_session_id` ON `app_sessions` (`session_id`,`app_id`);--> statement-breakpoint
CREATE INDEX `app_sessions_user_id` ON `app_sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `app_sessions_app_id` ON `app_sessions` (`app_id`);--> statement-breakpoint
CREATE INDEX `app_sessions_open` ON `app_sessions` (`sid`) WHERE "app_sessions"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `app_sessions_due_at` ON `app_sessions` (`due_at`) WHERE "app_sessions"."due_at" is not null;--> statement-breakpoint
CREATE INDEX `app_sessions_told_at` ON `app_sessions` (`told_at`);--> statement-breakpoint
CREATE TABLE `apps` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`first_party` integer NOT NULL,
	`redirect_uris` text NOT NULL,
	`post_logout_redirect_uris` text NOT NULL,
	`backchannel_logout_uri` text,
	`jwks` text,
	`resources` text NOT NULL,
	`roles` text,
	`require_pkce` integer NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	`ended_at` integer,
	`status_index` integer,
	`disabled_at` integer,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `apps_created_at` ON `apps` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `apps_ended_at` ON `apps` (`ended_at`);--> statement-breakpoint
CREATE TABLE `consents` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`app_id` text NOT NULL,
	`scopes` text NOT NULL,
	`granted_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`app_id`) REFERENCES `apps`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `consents_user_id` ON `consents` (`user_id`,`app_id`);--> statement-breakpoint
CREATE INDEX `consents_app_id` ON `consents` (`app_id`);--> statement-breakpoint
CREATE TABLE `oauth_artifacts` (
	`id` text PRIMARY KEY NOT NULL,
	`model` text NOT NULL,
	`payload` text NOT NULL,
	`user_code_hash` text,
	`grant_id` text,
	`consumed_at` integer,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `oauth_artifacts_grant_id` ON `oauth_artifacts` (`grant_id`);--> statement-breakpoint
CREATE INDEX `oauth_artifacts_user_code` ON `oauth_artifacts` (`user_code_hash`);--> statement-breakpoint
CREATE INDEX `oauth_artifacts_expires_at` ON `oauth_artifacts` (`expires_at`);