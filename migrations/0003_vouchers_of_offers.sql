ALTER TABLE `vouchers` ADD `offer_id` text;--> statement-breakpoint
CREATE INDEX `vouchers_by_offer` ON `vouchers` (`offer_id`,`issued_at`,`id`) WHERE "vouchers"."offer_id" is not null;