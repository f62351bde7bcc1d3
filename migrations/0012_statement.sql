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
--> statement-breakpoint
-- What the lists know already is told from now on; until when an amount is good, and the like, comes with the next rebuild.
INSERT INTO `statement_lines` (`customer_id`, `at`, `line`, `about`, `event`, `change`, `balance`, `currency`, `owed`, `title`, `store_id`, `paid`)
SELECT e.`customer_id`, e.`at`, printf('a_%09d_%03d', e.`seq`, e.`n`), coalesce(e.`unit`, 'purchases'), CASE WHEN e.`unit` IS NULL THEN e.`act` ELSE e.`kind` END,
  CASE WHEN e.`unit` IS NOT NULL THEN e.`change` END, e.`balance`, p.`currency`, CASE e.`kind` WHEN 'owed' THEN e.`amount` END,
  (SELECT o.`facts` ->> 'name' FROM `offers` AS o WHERE o.`id` = e.`offer_id`), e.`store_id`, p.`total`
FROM `account_entries` AS e
LEFT JOIN `account_entries` AS p ON p.`customer_id` = e.`customer_id` AND p.`seq` = e.`purchase` AND p.`n` = 0
WHERE CASE WHEN e.`unit` IS NULL THEN e.`act` IN ('purchased', 'purchase_reversed') ELSE e.`kind` NOT IN ('spent', 'debt_moved_out', 'debt_moved_in') END;
--> statement-breakpoint
INSERT INTO `statement_lines` (`customer_id`, `at`, `line`, `about`, `event`, `change`, `balance`, `currency`, `title`, `store_id`)
SELECT v.`customer_id`, e.`at`, v.`id` || printf('_%09d', e.`seq`), 'vouchers', e.`kind`,
  CASE WHEN v.`balance` IS NULL THEN NULL WHEN e.`kind` = 'issued' THEN v.`terms` ->> '$.benefit.amount' WHEN e.`kind` = 'redeemed' THEN -e.`amount` ELSE e.`amount` END,
  CASE WHEN v.`balance` IS NULL THEN NULL WHEN e.`kind` = 'issued' THEN v.`terms` ->> '$.benefit.amount' ELSE e.`balance` END,
  CASE WHEN v.`balance` IS NOT NULL THEN v.`terms` ->> '$.benefit.currency' END, v.`terms` ->> 'title', e.`store_id`
FROM `entries` AS e JOIN `vouchers` AS v ON v.`id` = e.`voucher_id`
WHERE v.`customer_id` IS NOT NULL AND e.`outcome` = 'accepted' AND e.`kind` IN ('issued', 'redeemed', 'rolled_back', 'voided', 'blocked', 'unblocked', 'extended');
--> statement-breakpoint
INSERT INTO `statement_lines` (`customer_id`, `at`, `line`, `about`, `event`, `title`)
SELECT `customer_id`, `closes_at`, `id` || '_end', 'vouchers', 'expired', `terms` ->> 'title' FROM `vouchers`
WHERE `customer_id` IS NOT NULL AND `closes_at` IS NOT NULL AND `state` IN ('active', 'partially_redeemed');
