CREATE TABLE `audits` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audits_by_subject` ON `audits` (`subject`,`at`);--> statement-breakpoint
CREATE TABLE `customer_terms` (
	`term` text NOT NULL,
	`customer_id` text NOT NULL,
	PRIMARY KEY(`term`, `customer_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `customers` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text,
	`email` text,
	`phone` text,
	`card_token` text NOT NULL,
	`birthday` text,
	`locale` text,
	`zone` text,
	`tags` text NOT NULL,
	`marketing` integer NOT NULL,
	`notes` text,
	`created_at` integer NOT NULL,
	`command` text NOT NULL,
	`digest` text NOT NULL,
	CONSTRAINT "customers_reachable" CHECK(coalesce("customers"."name", "customers"."email", "customers"."phone") is not null)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customers_email_unique` ON `customers` (`email`);--> statement-breakpoint
CREATE UNIQUE INDEX `customers_phone_unique` ON `customers` (`phone`);--> statement-breakpoint
CREATE UNIQUE INDEX `customers_card_token_unique` ON `customers` (`card_token`);--> statement-breakpoint
CREATE UNIQUE INDEX `customers_command_unique` ON `customers` (`command`);--> statement-breakpoint
CREATE INDEX `customers_by_created` ON `customers` (`created_at`,`id`);--> statement-breakpoint
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
	PRIMARY KEY(`voucher_id`, `seq`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `voucher_terms` (
	`term` text NOT NULL,
	`issued_at` integer NOT NULL,
	`voucher_id` text NOT NULL,
	PRIMARY KEY(`term`, `issued_at`, `voucher_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `vouchers` (
	`id` text PRIMARY KEY NOT NULL,
	`code_last4` text NOT NULL,
	`sealed_code` text NOT NULL,
	`terms` text NOT NULL,
	`words` text NOT NULL,
	`customer_id` text,
	`source` text NOT NULL,
	`issued_at` integer NOT NULL,
	`issued_by` text NOT NULL,
	`state` text NOT NULL,
	`validity` text NOT NULL,
	`closes_at` integer,
	`uses_left` integer,
	`balance` integer,
	`redeemed_at` integer,
	`redeemed_store_id` text,
	`refusal_counts` text NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `vouchers_by_issue` ON `vouchers` (`issued_at`,`id`);--> statement-breakpoint
CREATE INDEX `vouchers_by_state` ON `vouchers` (`state`,`issued_at`,`id`);--> statement-breakpoint
CREATE INDEX `vouchers_by_customer` ON `vouchers` (`customer_id`,`issued_at`,`id`) WHERE "vouchers"."customer_id" is not null;--> statement-breakpoint
CREATE INDEX `vouchers_by_source` ON `vouchers` (`source`,`issued_at`,`id`);--> statement-breakpoint
CREATE INDEX `vouchers_by_store` ON `vouchers` (`redeemed_store_id`,`issued_at`,`id`) WHERE "vouchers"."redeemed_store_id" is not null;