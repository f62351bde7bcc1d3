CREATE TABLE `letters` (
	`command` text PRIMARY KEY NOT NULL,
	`voucher_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `letters_by_voucher` ON `letters` (`voucher_id`,`at`);