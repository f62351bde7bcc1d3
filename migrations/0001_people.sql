CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`role` text NOT NULL,
	`name` text NOT NULL,
	`folded` text NOT NULL,
	`stores` text NOT NULL,
	`partner` text,
	`email` text,
	`phone` text,
	`state` text NOT NULL,
	`archived` integer NOT NULL,
	`invited_at` integer,
	`joined_at` integer,
	`last_seen_at` integer,
	`version` integer NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `people_by_name` ON `people` (`kind`,`archived`,`folded`,`id`);--> statement-breakpoint
CREATE INDEX `people_by_state` ON `people` (`kind`,`state`,`folded`,`id`);--> statement-breakpoint
CREATE TABLE `people_terms` (
	`term` text NOT NULL,
	`kind` text NOT NULL,
	`folded` text NOT NULL,
	`person_id` text NOT NULL,
	PRIMARY KEY(`term`, `kind`, `folded`, `person_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `people_terms_by_person` ON `people_terms` (`person_id`);