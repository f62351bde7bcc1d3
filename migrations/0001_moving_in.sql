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
