CREATE TABLE `memberships` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer,
	`zone` text NOT NULL,
	`period` text NOT NULL,
	`next_period` integer NOT NULL,
	`due_at` integer,
	`ended_at` integer,
	`place` text NOT NULL,
	`sold_at` integer NOT NULL,
	`command` text NOT NULL,
	`digest` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `memberships_command_unique` ON `memberships` (`command`);--> statement-breakpoint
CREATE INDEX `memberships_by_customer` ON `memberships` (`customer_id`,`starts_at`);--> statement-breakpoint
CREATE INDEX `memberships_due` ON `memberships` (`due_at`,`starts_at`) WHERE "memberships"."due_at" is not null;--> statement-breakpoint
CREATE TABLE `plan_vouchers` (
	`membership_id` text NOT NULL,
	`period` integer NOT NULL,
	`n` integer NOT NULL,
	`customer_id` text NOT NULL,
	`offer_id` text NOT NULL,
	`state` text NOT NULL,
	`voucher_id` text,
	`reason` text,
	`at` integer NOT NULL,
	`tried_at` integer,
	PRIMARY KEY(`membership_id`, `period`, `n`)
);
--> statement-breakpoint
CREATE INDEX `plan_vouchers_waiting` ON `plan_vouchers` (`tried_at`,`at`) WHERE "plan_vouchers"."state" = 'waiting';