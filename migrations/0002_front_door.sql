CREATE TABLE `audit_ends` (
	`before` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
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
	`finished_at` integer,
	`tried_at` integer
);
--> statement-breakpoint
CREATE INDEX `erasures_waiting` ON `erasures` (`asked_at`) WHERE "erasures"."decided_at" is null;--> statement-breakpoint
CREATE INDEX `erasures_unfinished` ON `erasures` (`tried_at`,`decided_at`) WHERE "erasures"."decided_at" is not null and "erasures"."finished_at" is null;--> statement-breakpoint
CREATE INDEX `erasures_by_end` ON `erasures` (`finished_at`) WHERE "erasures"."finished_at" is not null;--> statement-breakpoint
CREATE TABLE `guess_hours` (
	`hour` integer NOT NULL,
	`caller` text NOT NULL,
	`reason` text NOT NULL,
	`tries` integer NOT NULL,
	PRIMARY KEY(`hour`, `caller`, `reason`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `guesses` (
	`day` text NOT NULL,
	`at` integer NOT NULL,
	`caller` text NOT NULL,
	`hash` text NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`day`, `at`, `caller`, `hash`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `letters` (
	`command` text PRIMARY KEY NOT NULL,
	`voucher_id` text NOT NULL,
	`at` integer NOT NULL,
	`sent_at` integer
);
--> statement-breakpoint
CREATE INDEX `letters_by_voucher` ON `letters` (`voucher_id`,`at`);--> statement-breakpoint
ALTER TABLE `audits` ADD `role` text;--> statement-breakpoint
ALTER TABLE `audits` ADD `device` text;--> statement-breakpoint
ALTER TABLE `audits` ADD `came_from` text;--> statement-breakpoint
ALTER TABLE `audits` ADD `before` text;--> statement-breakpoint
ALTER TABLE `audits` ADD `after` text;--> statement-breakpoint
CREATE INDEX `audits_by_actor` ON `audits` (`by`,`at`);--> statement-breakpoint
CREATE INDEX `audits_by_action` ON `audits` (`action`,`at`);--> statement-breakpoint
CREATE INDEX `audits_by_time` ON `audits` (`at`);--> statement-breakpoint
ALTER TABLE `customers` ADD `erased_at` integer;
--> statement-breakpoint
-- A line that is there is never replaced: REPLACE deletes without asking triggers, so it is stopped before it begins.
CREATE TRIGGER `audits_not_replaced` BEFORE INSERT ON `audits` WHEN EXISTS (SELECT 1 FROM `audits` WHERE `id` = NEW.`id`)
BEGIN SELECT RAISE(IGNORE); END;
--> statement-breakpoint
-- Only the words of a change may be emptied, when those of a person are erased.
CREATE TRIGGER `audits_not_changed` BEFORE UPDATE ON `audits` WHEN
  (NEW.`id`, NEW.`at`, NEW.`by`, NEW.`action`, NEW.`subject`, NEW.`role`, NEW.`device`, NEW.`came_from`)
    IS NOT (OLD.`id`, OLD.`at`, OLD.`by`, OLD.`action`, OLD.`subject`, OLD.`role`, OLD.`device`, OLD.`came_from`)
  OR (NEW.`before` IS NOT NULL AND NEW.`before` IS NOT OLD.`before`)
  OR (NEW.`after` IS NOT NULL AND NEW.`after` IS NOT OLD.`after`)
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
--> statement-breakpoint
-- Only what the retention marks in the same batch is deleted, and never what proves a consent.
CREATE TRIGGER `audits_not_deleted` BEFORE DELETE ON `audits` WHEN
  OLD.`action` IN ('marketing_consent_given', 'marketing_consent_withdrawn')
  OR NOT EXISTS (SELECT 1 FROM `audit_ends` WHERE `before` > OLD.`at`)
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
