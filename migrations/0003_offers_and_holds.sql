ALTER TABLE `vouchers` ADD `offer_id` text;--> statement-breakpoint
ALTER TABLE `vouchers` ADD `held_until` integer;--> statement-breakpoint
CREATE INDEX `vouchers_by_offer` ON `vouchers` (`offer_id`,`issued_at`,`id`) WHERE "vouchers"."offer_id" is not null;--> statement-breakpoint
CREATE INDEX `vouchers_held` ON `vouchers` (`issued_at`,`id`) WHERE "vouchers"."held_until" is not null;