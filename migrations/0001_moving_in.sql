CREATE TABLE `invitations` (
	`hash` text PRIMARY KEY NOT NULL,
	`principal_id` text NOT NULL,
	`role` text NOT NULL,
	`created_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`used_at` integer
) WITHOUT ROWID;
--> statement-breakpoint
-- Projected rows are not carried over: `npm run rebuild` reads them back from their ledgers.
DROP TABLE `entries`;--> statement-breakpoint
CREATE TABLE `entries` (
	`voucher_id` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`outcome` text NOT NULL,
	`reason` text,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`store_id` text,
	`partner_id` text,
	`channel` text NOT NULL,
	`amount` integer,
	`balance` integer,
	`forced` integer NOT NULL,
	`hash` text,
	`issued_store_id` text,
	`effect` text,
	PRIMARY KEY(`at`, `voucher_id`, `seq`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `entries_refused` ON `entries` (`voucher_id`,`seq`) WHERE "entries"."outcome" = 'refused';
--> statement-breakpoint
CREATE TABLE `day_figures` (
	`scope` text NOT NULL,
	`day` text NOT NULL,
	`issued` integer NOT NULL,
	`redeemed` integer NOT NULL,
	`rolled_back` integer NOT NULL,
	`refused` integer NOT NULL,
	`ending` integer NOT NULL,
	PRIMARY KEY(`scope`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `day_values` (
	`scope` text NOT NULL,
	`day` text NOT NULL,
	`currency` text NOT NULL,
	`value` integer NOT NULL,
	PRIMARY KEY(`scope`, `day`, `currency`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `late_entries` (
	`at` integer NOT NULL,
	`voucher_id` text NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`at`, `voucher_id`, `seq`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `rollup_cursor` (
	`id` integer PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`closed_at` integer NOT NULL,
	`at` integer NOT NULL,
	`voucher_id` text NOT NULL,
	`seq` integer NOT NULL,
	`ran_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`role` text NOT NULL,
	`name` text NOT NULL,
	`folded` text NOT NULL,
	`stores` text NOT NULL,
	`partner` text,
	`email` text,
	`phone` text,
	`state` text NOT NULL,
	`archived` integer NOT NULL,
	`invited_at` integer,
	`joined_at` integer,
	`last_seen_at` integer,
	`version` integer NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `people_by_name` ON `people` (`kind`,`archived`,`folded`,`id`);--> statement-breakpoint
CREATE INDEX `people_by_state` ON `people` (`kind`,`state`,`folded`,`id`);--> statement-breakpoint
CREATE TABLE `people_terms` (
	`term` text NOT NULL,
	`kind` text NOT NULL,
	`folded` text NOT NULL,
	`person_id` text NOT NULL,
	PRIMARY KEY(`term`, `kind`, `folded`, `person_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `people_terms_by_person` ON `people_terms` (`person_id`);
--> statement-breakpoint
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
CREATE TABLE `tags` (
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
CREATE UNIQUE INDEX `tags_name_key_unique` ON `tags` (`name_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `tags_command_unique` ON `tags` (`command`);--> statement-breakpoint
CREATE INDEX `tags_by_position` ON `tags` (`position`,`id`);--> statement-breakpoint
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
--> statement-breakpoint
CREATE TABLE `customer_import_refusals` (
	`import_id` text NOT NULL,
	`line` integer NOT NULL,
	`why` text NOT NULL,
	`cells` text NOT NULL,
	PRIMARY KEY(`import_id`, `line`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `customer_imports` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`file_name` text NOT NULL,
	`digest` text NOT NULL,
	`reading` text,
	`lines` integer NOT NULL,
	`done_to` integer DEFAULT 0 NOT NULL,
	`created` integer DEFAULT 0 NOT NULL,
	`updated` integer DEFAULT 0 NOT NULL,
	`skipped` integer DEFAULT 0 NOT NULL,
	`refused` integer DEFAULT 0 NOT NULL,
	`finished_at` integer
);
--> statement-breakpoint
CREATE INDEX `customer_imports_by_time` ON `customer_imports` (`at`,`id`);--> statement-breakpoint
CREATE TABLE `customer_merges` (
	`id` text PRIMARY KEY NOT NULL,
	`survivor_id` text NOT NULL,
	`merged_id` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`moved` integer DEFAULT 0 NOT NULL,
	`cursor` text,
	`finished_at` integer,
	`command` text NOT NULL,
	`digest` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customer_merges_merged_id_unique` ON `customer_merges` (`merged_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `customer_merges_command_unique` ON `customer_merges` (`command`);--> statement-breakpoint
CREATE INDEX `customer_merges_by_survivor` ON `customer_merges` (`survivor_id`,`at`);--> statement-breakpoint
CREATE TABLE `customer_tags` (
	`tag` text NOT NULL,
	`created_at` integer NOT NULL,
	`customer_id` text NOT NULL,
	PRIMARY KEY(`tag`, `created_at`, `customer_id`)
) WITHOUT ROWID;
--> statement-breakpoint
DROP INDEX `customers_by_created`;--> statement-breakpoint
ALTER TABLE `customers` ADD `plan_id` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `merged_into` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `customers` ADD `updated_at` integer;--> statement-breakpoint
CREATE INDEX `customers_by_plan` ON `customers` (`plan_id`,`created_at`,`id`) WHERE "customers"."plan_id" is not null;--> statement-breakpoint
CREATE INDEX `customers_by_survivor` ON `customers` (`merged_into`) WHERE "customers"."merged_into" is not null;--> statement-breakpoint
CREATE INDEX `customers_by_created` ON `customers` (`created_at`,`id`) WHERE "customers"."merged_into" is null;--> statement-breakpoint
INSERT INTO `customer_tags` (`tag`, `created_at`, `customer_id`) SELECT DISTINCT `value`, `created_at`, `customers`.`id` FROM `customers`, json_each(`customers`.`tags`);
--> statement-breakpoint
ALTER TABLE `vouchers` ADD `issued_store_id` text;
