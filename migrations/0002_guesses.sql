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
