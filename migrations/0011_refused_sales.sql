CREATE TABLE `refused_sales` (
	`command` text PRIMARY KEY NOT NULL,
	`digest` text NOT NULL,
	`customer_id` text NOT NULL,
	`membership_id` text NOT NULL,
	`ends_at` integer,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `refused_sales_by_customer` ON `refused_sales` (`customer_id`,`at`);--> statement-breakpoint
ALTER TABLE `purchases` ADD `total` integer;