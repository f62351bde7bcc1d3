import * as z from 'zod/mini'
import { benefitSchema } from '../../src/benefit.ts'
import { HOLD_MS_MOST } from '../../src/hold.ts'
import { currencySchema, moneySchema } from '../../src/money.ts'
import { orderSchema, shopIdSchema } from '../../src/order.ts'
import { SCOPES } from '../../src/permission.ts'
import { answersSchema, promptsSchema } from '../../src/prompt.ts'
import { REFUSAL_REASONS } from '../../src/refusal.ts'
import { CHANNELS, IMAGE_FOCUSES, imageUrlSchema, storeIdSchema, termsSchema } from '../../src/terms.ts'
import { windowsSchema } from '../../src/usage-window.ts'
import { validitySchema } from '../../src/validity.ts'
import { SOURCES, STATUSES } from '../../src/voucher.ts'

/** Minor units, up to the largest sum. */
const amount = z.int().check(z.positive(), z.maximum(1_000_000_000))
const count = z.int().check(z.nonnegative())
const instant = z.iso.datetime()
const customerId = z.string().check(z.regex(/^cus_[0-9a-z_]{1,40}$/))
const reason = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))
const note = z.string().check(z.trim(), z.maxLength(500))

/** Up to 20 keys and 2 KB of the caller's own facts. */
const metadata = z
  .record(
    z.string().check(z.minLength(1), z.maxLength(80)),
    z.union([z.string(), z.number(), z.boolean(), z.null()]),
  )
  .check(
    z.refine((facts) => Object.keys(facts).length <= 20, { error: 'has more than 20 keys' }),
    z.refine((facts) => new TextEncoder().encode(JSON.stringify(facts)).length <= 2048, {
      error: 'is larger than 2 KB',
    }),
  )

const { title, description } = termsSchema.shape

/** POST /vouchers: what is promised, to whom, until when. */
export const issueRequest = z.strictObject({
  title,
  description: z.optional(description),
  image_url: z.optional(z.nullable(imageUrlSchema)),
  image_alt: z.optional(z.nullable(z.string().check(z.trim(), z.maxLength(200)))),
  image_focus: z.optional(z.nullable(z.enum(IMAGE_FOCUSES))),
  benefit: benefitSchema,
  validity: validitySchema,
  code: z.optional(z.nullable(z.string().check(z.maxLength(40)))),
  customer_id: z.optional(z.nullable(customerId)),
  store_ids: z.optional(termsSchema.shape.store_ids),
  uses: z.optional(z.nullable(z.int().check(z.minimum(1), z.maximum(500)))),
  windows: z.optional(windowsSchema),
  minimum_spend: z.optional(z.nullable(moneySchema)),
  reason: z.optional(reason),
  note: z.optional(note),
  metadata: z.optional(metadata),
})
export type IssueRequest = z.output<typeof issueRequest>

/** POST /vouchers from an offer: what is promised, the offer says. */
export const issueFromOfferRequest = z.strictObject({
  offer_id: z.string().check(z.maxLength(80)),
  customer_id: z.optional(z.nullable(customerId)),
})
export type IssueFromOfferRequest = z.output<typeof issueFromOfferRequest>

const use = {
  order: z.optional(z.nullable(orderSchema)),
  store_id: z.optional(z.nullable(storeIdSchema)),
  customer_id: z.optional(z.nullable(customerId)),
  channel: z.optional(z.enum(CHANNELS)),
  amount: z.optional(z.nullable(amount)),
  accept_partial: z.optional(z.boolean()),
  hold_id: z.optional(z.nullable(z.string().check(z.maxLength(60)))),
  answers: z.optional(answersSchema),
}

/** POST …/validations and POST …/redemptions. */
export const useRequest = z.strictObject(use)
export type UseRequest = z.output<typeof useRequest>

/** POST …/holds: for whose order, how long, and what else decides where a voucher may be used. */
export const holdRequest = z.strictObject({
  order_id: shopIdSchema,
  ttl_seconds: z.int().check(z.minimum(1), z.maximum(HOLD_MS_MOST / 1000)),
  store_id: use.store_id,
  customer_id: use.customer_id,
  channel: use.channel,
})

/** POST /redemptions/{id}/rollbacks. */
export const rollbackRequest = z.strictObject({ reason, amount: z.optional(z.nullable(amount)) })

/** POST …/blocks and …/unblocks. */
export const reasonRequest = z.strictObject({ reason })

/** POST …/voids. */
export const voidRequest = z.strictObject({ reason, refund: z.optional(z.boolean()) })

/** POST …/extensions. */
export const extensionRequest = z.strictObject({ reason, validity: validitySchema })

/** What is known of a customer, as it is sent. */
export const customerFields = {
  name: z.optional(z.nullable(z.string().check(z.trim(), z.minLength(1), z.maxLength(120)))),
  email: z.optional(z.nullable(z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email()))),
  phone: z.optional(z.nullable(z.string().check(z.maxLength(40)))),
  birthday: z.optional(z.nullable(z.string().check(z.regex(/^(\d{4}|-)-\d{2}-\d{2}$/)))),
  locale: z.optional(z.nullable(z.string().check(z.maxLength(35)))),
  zone: z.optional(z.nullable(z.string().check(z.maxLength(64)))),
  tags: z.optional(
    z.array(z.string().check(z.trim(), z.minLength(1), z.maxLength(40))).check(z.maxLength(20)),
  ),
  consents: z.optional(z.strictObject({ marketing: z.boolean() })),
  notes: z.optional(z.nullable(z.string().check(z.maxLength(500)))),
  plan_id: z.optional(z.nullable(z.string().check(z.minLength(1), z.maxLength(60)))),
}

/** POST /customers: at least one of name, email, phone. */
export const customerRequest = z.strictObject(customerFields).check(
  z.refine(({ name, email, phone }) => Boolean(name ?? email ?? phone), {
    error: 'needs a name, an email or a phone',
  }),
)
export type CustomerRequest = z.output<typeof customerRequest>

/** Conditions only some promises make; where one makes none, the value that says so. */
const conditionsShape = {
  uses_per_day: z.nullable(count),
  blackout_dates: z.array(z.string()),
  channels: z.array(z.enum(CHANNELS)),
  partner_ids: z.array(z.string()),
  product_ids: z.array(z.string()),
  category_ids: z.array(z.string()),
  combinable: z.boolean(),
  holder_required: z.boolean(),
  prompts: promptsSchema,
  reusable_after_cancellation: z.boolean(),
}

/** A voucher as every answer shows it; `code` only where the caller may read codes. */
export const voucherShape = z.strictObject({
  id: z.string(),
  code: z.optional(z.string()),
  code_last4: z.string(),
  status: z.enum(STATUSES),
  title: z.string(),
  description: z.string(),
  image_url: z.nullable(z.string()),
  image_alt: z.nullable(z.string()),
  image_focus: z.nullable(z.enum(IMAGE_FOCUSES)),
  benefit: benefitSchema,
  validity: validitySchema,
  zone: z.string(),
  valid_from: instant,
  valid_until: z.nullable(instant),
  uses: z.nullable(count),
  uses_left: z.nullable(count),
  balance: z.nullable(count),
  customer_id: z.nullable(z.string()),
  offer_id: z.nullable(z.string()),
  source: z.enum(SOURCES),
  store_ids: z.array(z.string()),
  windows: windowsSchema,
  minimum_spend: z.nullable(moneySchema),
  ...conditionsShape,
  reason: z.nullable(z.string()),
  note: z.nullable(z.string()),
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  issued_at: instant,
  url: z.optional(z.string()),
})
export type VoucherShape = z.output<typeof voucherShape>

/** A page of a list. */
export function listOf<T extends z.ZodMiniType>(item: T) {
  return z.strictObject({ data: z.array(item), has_more: z.boolean(), next_cursor: z.nullable(z.string()) })
}

/** One line of GET …/ledger. */
export const ledgerLineShape = z.strictObject({
  seq: count,
  kind: z.string(),
  outcome: z.enum(['accepted', 'refused']),
  reason: z.optional(z.string()),
  redemption_id: z.optional(z.string()),
  hold_id: z.optional(z.string()),
  amount: z.optional(z.nullable(count)),
  balance: z.optional(z.nullable(count)),
  by: z.string(),
  store_id: z.nullable(z.string()),
  at: instant,
  forced: z.boolean(),
  answers: z.optional(answersSchema),
})

/** The answer to a validation. */
export const validationShape = z.strictObject({
  valid: z.boolean(),
  reason: z.nullable(z.enum(REFUSAL_REASONS)),
  reasons: z.array(z.enum(REFUSAL_REASONS)),
  explanation: z.nullable(z.string()),
  discount: z.nullable(z.strictObject({ amount: count, currency: currencySchema })),
  total: z.nullable(z.strictObject({ amount: count, currency: currencySchema })),
})

/** A recorded redemption. */
export const redemptionShape = z.strictObject({
  id: z.string(),
  voucher_id: z.string(),
  status: z.literal('redeemed'),
  amount: z.nullable(count),
  balance: z.nullable(count),
  uses_left: z.nullable(count),
  forced: z.boolean(),
  redeemed_at: instant,
  store_id: z.nullable(z.string()),
  receipt: z.string(),
})

/** A hold as it stands. */
export const holdShape = z.strictObject({
  id: z.string(),
  voucher_id: z.string(),
  order_id: z.string(),
  expires_at: instant,
})

/** A hold that was let go. */
export const releaseShape = z.strictObject({
  id: z.string(),
  voucher_id: z.string(),
  order_id: z.string(),
  released_at: instant,
})

/** A recorded reversal. */
export const rollbackShape = z.strictObject({
  redemption_id: z.string(),
  voucher_id: z.string(),
  status: z.literal('rolled_back'),
  amount: z.nullable(count),
  balance: z.nullable(count),
  uses_left: z.nullable(count),
  rolled_back_at: instant,
  receipt: z.string(),
})

/** A customer as the API shows it. */
export const customerShape = z.strictObject({
  id: z.string(),
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  phone: z.nullable(z.string()),
  card_token: z.string(),
  birthday: z.nullable(z.string()),
  locale: z.nullable(z.string()),
  zone: z.nullable(z.string()),
  tags: z.array(z.string()),
  /** The membership it follows from, where it was sold here; without one it was set by hand. */
  plan: z.nullable(
    z.strictObject({
      id: z.string(),
      name: z.nullable(z.string()),
      membership_id: z.nullable(z.string()),
      ends_at: z.nullable(instant),
    }),
  ),
  consents: z.strictObject({ marketing: z.boolean() }),
  notes: z.nullable(z.string()),
  created_at: instant,
  updated_at: instant,
  version: count,
  /** Set where another id was asked for, whose record has been merged into this one: use `id` from now on. */
  merged_into: z.nullable(z.string()),
})

/** A stored picture. */
export const imageShape = z.strictObject({ url: z.string(), width: count, height: count })

/** Every refusal and mistake (RFC 9457); facts of the reason stand beside these fields. */
export const problemShape = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  reason: z.string(),
  reasons: z.array(z.string()),
  explanation: z.string(),
  retryable: z.boolean(),
  instance: z.string(),
  errors: z.optional(z.array(z.strictObject({ pointer: z.string(), detail: z.string() }))),
  scope: z.optional(z.enum(SCOPES)),
})
