CREATE TABLE `happenings` (
	`customer_id` text NOT NULL,
	`key` text NOT NULL,
	`noted` text NOT NULL,
	`due_at` integer NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`customer_id`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `happenings_by_due` ON `happenings` (`due_at`,`customer_id`,`key`);--> statement-breakpoint
CREATE TABLE `offer_sweeps` (
	`offer_id` text PRIMARY KEY NOT NULL,
	`day` text NOT NULL,
	`after` text NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `visit_days` (
	`customer_id` text NOT NULL,
	`day` text NOT NULL,
	PRIMARY KEY(`customer_id`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `visit_days_by_day` ON `visit_days` (`day`,`customer_id`);--> statement-breakpoint
ALTER TABLE `offers` ADD `automatic` text;--> statement-breakpoint
CREATE INDEX `offers_automatic` ON `offers` (`automatic`,`id`) WHERE "offers"."automatic" is not null and "offers"."state" = 'published';--> statement-breakpoint
CREATE INDEX `customers_by_birthday` ON `customers` (substr("birthday", -5),`id`) WHERE "customers"."birthday" is not null and "customers"."merged_into" is null;