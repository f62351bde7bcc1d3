CREATE TABLE `approvals` (
	`id` text PRIMARY KEY NOT NULL,
	`request` text NOT NULL,
	`place` text NOT NULL,
	`asked_by` text NOT NULL,
	`asked_at` integer NOT NULL,
	`state` text NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`reason` text,
	`voucher_id` text,
	`command` text NOT NULL,
	`digest` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `approvals_command_unique` ON `approvals` (`command`);--> statement-breakpoint
CREATE INDEX `approvals_by_state` ON `approvals` (`state`,`asked_at`,`id`);--> statement-breakpoint
CREATE INDEX `approvals_by_asker` ON `approvals` (`asked_by`,`asked_at`,`id`);--> statement-breakpoint
CREATE TABLE `campaigns` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`facts` text NOT NULL,
	`position` integer NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`command` text NOT NULL,
	`digest` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `campaigns_name_key_unique` ON `campaigns` (`name_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `campaigns_command_unique` ON `campaigns` (`command`);--> statement-breakpoint
CREATE INDEX `campaigns_by_position` ON `campaigns` (`position`,`id`);--> statement-breakpoint
CREATE TABLE `categories` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`facts` text NOT NULL,
	`position` integer NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`command` text NOT NULL,
	`digest` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `categories_name_key_unique` ON `categories` (`name_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `categories_command_unique` ON `categories` (`command`);--> statement-breakpoint
CREATE INDEX `categories_by_position` ON `categories` (`position`,`id`);--> statement-breakpoint
CREATE TABLE `customer_tags` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`facts` text NOT NULL,
	`position` integer NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`command` text NOT NULL,
	`digest` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customer_tags_name_key_unique` ON `customer_tags` (`name_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `customer_tags_command_unique` ON `customer_tags` (`command`);--> statement-breakpoint
CREATE INDEX `customer_tags_by_position` ON `customer_tags` (`position`,`id`);--> statement-breakpoint
CREATE TABLE `goodwill_reasons` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`facts` text NOT NULL,
	`position` integer NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`command` text NOT NULL,
	`digest` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `goodwill_reasons_name_key_unique` ON `goodwill_reasons` (`name_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `goodwill_reasons_command_unique` ON `goodwill_reasons` (`command`);--> statement-breakpoint
CREATE INDEX `goodwill_reasons_by_position` ON `goodwill_reasons` (`position`,`id`);--> statement-breakpoint
CREATE TABLE `plans` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`facts` text NOT NULL,
	`position` integer NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`command` text NOT NULL,
	`digest` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `plans_name_key_unique` ON `plans` (`name_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `plans_command_unique` ON `plans` (`command`);--> statement-breakpoint
CREATE INDEX `plans_by_position` ON `plans` (`position`,`id`);--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`version` integer NOT NULL
) WITHOUT ROWID;
