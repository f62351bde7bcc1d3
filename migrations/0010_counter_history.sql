ALTER TABLE `account_entries` ADD `device` text;--> statement-breakpoint
CREATE INDEX `account_entries_at_counters` ON `account_entries` (`store_id`,`at`,`customer_id`,`seq`) WHERE "account_entries"."n" = 0 and "account_entries"."act" in ('purchased', 'purchase_reversed');--> statement-breakpoint
ALTER TABLE `entries` ADD `device` text;--> statement-breakpoint
ALTER TABLE `entries` ADD `currency` text;--> statement-breakpoint
ALTER TABLE `entries` ADD `undone_at` integer;--> statement-breakpoint
ALTER TABLE `entries` ADD `returned` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `entries` ADD `undoes_at` integer;--> statement-breakpoint
CREATE INDEX `entries_at_counters` ON `entries` (`store_id`,`at`,`voucher_id`,`seq`) WHERE "entries"."kind" in ('redeemed', 'rolled_back');