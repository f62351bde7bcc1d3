import * as z from 'zod/mini'
import { benefitSchema, currencyOf } from './benefit.ts'
import { zoneSchema } from './local-time.ts'
import { moneySchema } from './money.ts'
import { shopIdSchema } from './order.ts'
import { promptsSchema } from './prompt.ts'
import { blackoutDatesSchema, windowsSchema } from './usage-window.ts'
import { validitySchema } from './validity.ts'

/** A picture of ours, named by its content: nothing is ever fetched from elsewhere. */
export const imageUrlSchema = z.string().check(z.regex(/^\/images\/[0-9a-f]{64}\.(jpg|png|webp)$/))
export const storeIdSchema = z.templateLiteral(['sto_', z.string().check(z.regex(/^[0-9a-z]{1,40}$/))])

const partnerIdSchema = z.templateLiteral(['ptn_', z.string().check(z.regex(/^[0-9a-z_]{1,40}$/))])

/** Where a voucher is used: at a counter, or in a shop on the net. */
export const CHANNELS = ['in_store', 'online'] as const
export type Channel = (typeof CHANNELS)[number]

const usesSchema = z.int().check(z.minimum(1), z.maximum(500))

/** Where a picture has what matters, when it is shown in another shape than its own; the middle where nothing is said. */
export const IMAGE_FOCUSES = ['top', 'bottom', 'left', 'right'] as const

/** The promise itself: what is frozen into a voucher at issue and never read from an offer again. Rule R3. */
export const termsSchema = z.strictObject({
  title: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
  description: z.string().check(z.trim(), z.maxLength(1000)),
  image_url: z.nullable(imageUrlSchema),
  /** What the picture shows, for who cannot see it; the title says it where nothing else was written. */
  image_alt: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(200))),
  image_focus: z.optional(z.enum(IMAGE_FOCUSES)),
  /** Whether the holder sees code and symbols; if not, staff find the voucher under the holder's name. */
  code_shown: z.boolean(),
  benefit: benefitSchema,
  validity: validitySchema,
  /** IANA zone in which days are counted. */
  zone: zoneSchema,
  /** Shops that honour it; empty means all. */
  store_ids: z.array(storeIdSchema).check(z.maxLength(200)),
  /** Redemptions it allows; null for stored value, which ends when it is empty. */
  uses: z.nullable(usesSchema),
  windows: windowsSchema,
  minimum_spend: z.nullable(moneySchema),
  // What only some promises say. Absent is no condition, so that those issued before say what they said.
  /** Redemptions on one local day of the place it is shown in. */
  uses_per_day: z.optional(usesSchema),
  blackout_dates: z.optional(blackoutDatesSchema),
  channels: z.optional(z.array(z.enum(CHANNELS)).check(z.minLength(1), z.maxLength(CHANNELS.length))),
  /** Which partners honour it; the brand's own shops are not asked. */
  partner_ids: z.optional(z.array(partnerIdSchema).check(z.maxLength(200))),
  /** The shop's own ids: the order must hold one of these products, or one of these categories. */
  product_ids: z.optional(z.array(shopIdSchema).check(z.maxLength(100))),
  category_ids: z.optional(z.array(shopIdSchema).check(z.maxLength(100))),
  /** False: not together with other discounts. Who sees the whole order heeds it. */
  combinable: z.optional(z.boolean()),
  /** What whoever redeems it answers first. */
  prompts: z.optional(promptsSchema),
  /** Whoever uses it must be known to be its holder. */
  holder_required: z.optional(z.boolean()),
  /** False: a redemption that is rolled back was a use all the same. */
  reusable_after_cancellation: z.optional(z.boolean()),
})
export type Terms = z.output<typeof termsSchema>

/** The one currency these terms speak of, or null where any order will do. */
export function currencyOfTerms(terms: Terms): string | null {
  return currencyOf(terms.benefit) ?? terms.minimum_spend?.currency ?? null
}
