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
