CREATE TABLE `offer_claims` (
	`offer_id` text PRIMARY KEY NOT NULL,
	`standing` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
-- Every line of a claim names its offer from now on; those written before did so only where it began.
UPDATE `account_entries` SET `offer_id` =
  (SELECT opened.`offer_id` FROM `account_entries` AS opened
   WHERE opened.`customer_id` = `account_entries`.`customer_id` AND opened.`seq` = `account_entries`.`claim` AND opened.`n` = 0)
WHERE `claim` IS NOT NULL AND `offer_id` IS NULL;
--> statement-breakpoint
INSERT INTO `offer_claims` (`offer_id`, `standing`)
SELECT `offer_id`, sum(CASE `act` WHEN 'claimed' THEN 1 ELSE -1 END) FROM `account_entries`
WHERE `act` IN ('claimed', 'claim_cancelled') AND `n` = 0 AND `offer_id` IS NOT NULL GROUP BY `offer_id`;
--> statement-breakpoint
-- Each row counts exactly once, with the row itself: what is projected twice is inserted once.
CREATE TRIGGER `offer_claims_counted` AFTER INSERT ON `account_entries`
WHEN NEW.`act` IN ('claimed', 'claim_cancelled') AND NEW.`n` = 0 AND NEW.`offer_id` IS NOT NULL
BEGIN
  INSERT INTO `offer_claims` (`offer_id`, `standing`) VALUES (NEW.`offer_id`, CASE NEW.`act` WHEN 'claimed' THEN 1 ELSE -1 END)
  ON CONFLICT (`offer_id`) DO UPDATE SET `standing` = `standing` + excluded.`standing`;
END;
--> statement-breakpoint
CREATE TRIGGER `offer_claims_taken_off` AFTER DELETE ON `account_entries`
WHEN OLD.`act` IN ('claimed', 'claim_cancelled') AND OLD.`n` = 0 AND OLD.`offer_id` IS NOT NULL
BEGIN
  UPDATE `offer_claims` SET `standing` = `standing` - CASE OLD.`act` WHEN 'claimed' THEN 1 ELSE -1 END WHERE `offer_id` = OLD.`offer_id`;
END;
