CREATE TABLE `statement_lines` (
	`customer_id` text NOT NULL,
	`at` integer NOT NULL,
	`line` text NOT NULL,
	`about` text NOT NULL,
	`event` text NOT NULL,
	`change` integer,
	`balance` integer,
	`currency` text,
	`owed` integer,
	`ends_at` integer,
	`title` text,
	`store_id` text,
	`paid` integer,
	PRIMARY KEY(`customer_id`, `at`, `line`)
) WITHOUT ROWID;
