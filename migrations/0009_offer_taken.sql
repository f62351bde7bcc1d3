ALTER TABLE `offers` ADD `counted` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `account_entries_by_offer` ON `account_entries` (`offer_id`,`at`,`customer_id`,`claim`,`act`) WHERE "account_entries"."act" in ('claimed', 'claim_cancelled') and "account_entries"."n" = 0;
--> statement-breakpoint
UPDATE `offers` SET `counted` = 1 WHERE json_extract(`facts`, '$.stock') IS NOT NULL;
--> statement-breakpoint
-- What was issued from an offer to nobody has no account: its row counts, and keeps its place for good.
CREATE TRIGGER `offer_vouchers_counted` AFTER INSERT ON `vouchers`
WHEN NEW.`offer_id` IS NOT NULL AND NEW.`customer_id` IS NULL
BEGIN
  INSERT INTO `offer_claims` (`offer_id`, `standing`) VALUES (NEW.`offer_id`, 1)
  ON CONFLICT (`offer_id`) DO UPDATE SET `standing` = `standing` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `offer_vouchers_taken_off` AFTER DELETE ON `vouchers`
WHEN OLD.`offer_id` IS NOT NULL AND OLD.`customer_id` IS NULL
BEGIN
  UPDATE `offer_claims` SET `standing` = `standing` - 1 WHERE `offer_id` = OLD.`offer_id`;
END;
