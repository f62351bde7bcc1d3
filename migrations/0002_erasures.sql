CREATE TABLE `erasures` (
	`customer_id` text PRIMARY KEY NOT NULL,
	`asked_at` integer NOT NULL,
	`asked_by` text NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	`records` text NOT NULL,
	`clues` text,
	`step` text,
	`cursor` text,
	`finished_at` integer
);
--> statement-breakpoint
CREATE INDEX `erasures_waiting` ON `erasures` (`asked_at`) WHERE "erasures"."decided_at" is null;--> statement-breakpoint
CREATE INDEX `erasures_unfinished` ON `erasures` (`decided_at`) WHERE "erasures"."finished_at" is null;--> statement-breakpoint
CREATE INDEX `erasures_by_end` ON `erasures` (`finished_at`) WHERE "erasures"."finished_at" is not null;--> statement-breakpoint
ALTER TABLE `customers` ADD `erased_at` integer;