CREATE TABLE `account_entries` (
	`customer_id` text NOT NULL,
	`seq` integer NOT NULL,
	`n` integer NOT NULL,
	`at` integer NOT NULL,
	`act` text NOT NULL,
	`kind` text,
	`unit` text,
	`amount` integer NOT NULL,
	`change` integer NOT NULL,
	`balance` integer,
	`claim` integer,
	`purchase` integer,
	`offer_id` text,
	`voucher_id` text,
	`store_id` text,
	`by` text,
	`total` integer,
	`currency` text,
	PRIMARY KEY(`customer_id`, `seq`, `n`)
);
--> statement-breakpoint
CREATE INDEX `account_entries_by_time` ON `account_entries` (`at`,`customer_id`,`seq`,`n`);--> statement-breakpoint
CREATE TABLE `purchases` (
	`store_id` text NOT NULL,
	`order_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	PRIMARY KEY(`store_id`, `order_id`)
);
--> statement-breakpoint
CREATE INDEX `purchases_by_customer` ON `purchases` (`customer_id`,`at`);