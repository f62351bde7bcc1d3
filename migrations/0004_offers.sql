CREATE TABLE `offer_acts` (
	`command` text PRIMARY KEY NOT NULL,
	`offer_id` text NOT NULL,
	`digest` text NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `offer_terms` (
	`term` text NOT NULL,
	`created_at` integer NOT NULL,
	`offer_id` text NOT NULL,
	PRIMARY KEY(`term`, `created_at`, `offer_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `offers` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`state` text NOT NULL,
	`publish_from` integer,
	`publish_until` integer,
	`campaign_id` text,
	`claim_word` text,
	`facts` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`published_at` integer,
	`command` text NOT NULL,
	`digest` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `offers_slug_unique` ON `offers` (`slug`);--> statement-breakpoint
CREATE UNIQUE INDEX `offers_claim_word_unique` ON `offers` (`claim_word`);--> statement-breakpoint
CREATE UNIQUE INDEX `offers_command_unique` ON `offers` (`command`);--> statement-breakpoint
CREATE INDEX `offers_by_created` ON `offers` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `offers_by_state` ON `offers` (`state`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `offers_by_end` ON `offers` (`state`,`publish_until`);--> statement-breakpoint
CREATE INDEX `offers_by_campaign` ON `offers` (`campaign_id`,`created_at`,`id`);