import * as z from 'zod/mini'
import { UNITS } from '../../src/account/unit.ts'
import { benefitSchema } from '../../src/benefit.ts'
import { CLAIM_PERIODS } from '../../src/claim-period.ts'
import { currencySchema, moneySchema } from '../../src/money.ts'
import { OFFER_PHASES } from '../../src/offer-state.ts'
import { ACCOUNT_REFUSALS } from '../../src/refusal.ts'
import { SOURCES } from '../../src/voucher.ts'
import { voucherShape } from './shapes.ts'

const count = z.int().check(z.nonnegative())
const instant = z.iso.datetime()
const customerId = z.string().check(z.regex(/^cus_[0-9a-z_]{1,40}$/))

/** POST /offers/{offer}/claims: for whom. */
export const claimRequest = z.strictObject({ customer_id: customerId })

/** A claim. `open` and `cancelling` go on by themselves; `reason` says why one was refused after it had begun. */
export const claimShape = z.strictObject({
  id: z.string(),
  offer_id: z.string(),
  customer_id: z.string(),
  status: z.enum(['open', 'claimed', 'refused', 'cancelling', 'cancelled']),
  reason: z.nullable(z.string()),
  source: z.enum(SOURCES),
  /** What it took of the customer's account, in points or minor units; null where it was free. */
  paid: z.nullable(z.strictObject({ unit: z.enum(UNITS), amount: count })),
  claimed_at: instant,
  /** Null while it is open, and where it was refused. */
  voucher: z.nullable(voucherShape),
})

/** Query of GET /customers/{customer}/eligible_offers. */
export const eligibleQuery = z.strictObject({ eligible: z.optional(z.enum(['true', 'false'])) })

/** Why not yet, as a claim would be refused, with the facts that help. */
const reasonShape = z.strictObject({
  reason: z.enum([...ACCOUNT_REFUSALS, 'insufficient_balance']),
  offer_status: z.optional(z.enum(OFFER_PHASES)),
  opens_at: z.optional(z.nullable(instant)),
  plan_ids: z.optional(z.array(z.string())),
  segments: z.optional(z.array(z.string())),
  limit: z.optional(count),
  period: z.optional(z.enum(CLAIM_PERIODS)),
  /** Whether they still have one they could use. */
  has_one: z.optional(z.boolean()),
  balance: z.optional(count),
  needed: z.optional(count),
  missing: z.optional(count),
  currency: z.optional(currencySchema),
})

/** An offer and whether that customer may take it now. */
export const eligibleOfferShape = z.strictObject({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  image_url: z.nullable(z.string()),
  benefit: benefitSchema,
  required_points: z.nullable(count),
  required_cashback: z.nullable(moneySchema),
  required_balance: z.nullable(moneySchema),
  publish_from: z.nullable(instant),
  publish_until: z.nullable(instant),
  /** Null without a stock; from the lists, which lag by seconds: the exact number is the offer's `stock_left`. */
  stock_level: z.nullable(z.enum(['none', 'few', 'some'])),
  eligible: z.boolean(),
  reasons: z.array(reasonShape),
})
