import * as z from 'zod/mini'
import { benefitSchema } from './benefit.ts'
import { CLAIM_PERIODS } from './claim-period.ts'
import { chosenCodeProblem, normaliseCode } from './code.ts'
import { amountSchema, moneySchema } from './money.ts'
import { automaticSchema } from './offer-automatic.ts'
import { promptsSchema } from './prompt.ts'
import { imageUrlSchema, storeIdSchema } from './terms.ts'
import { blackoutDatesSchema, windowsSchema } from './usage-window.ts'
import { validitySchema } from './validity.ts'

/** `ofr_` + 26 symbols. */
export type OfferId = `ofr_${string}`

/** What an author made of it; whether it is open, time says too. */
export const OFFER_STATES = ['draft', 'published', 'paused', 'ended'] as const
export type OfferState = (typeof OFFER_STATES)[number]

/** Where a voucher of it may be used: at a counter, or in a shop on the net. */
const CHANNELS = ['in_store', 'online'] as const

/** So many are published at once at most: the portal reads them whole. */
export const PUBLISHED_MOST = 300

const MOST_TEXT = 2000
const MOST_STOCK = 10_000_000
const MOST_CLAIMS = 1000
const MOST_USES = 500

const text = (most: number) => z.string().check(z.trim(), z.maxLength(most))
const named = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most))
const from1 = (most: number) => z.int().check(z.minimum(1), z.maximum(most))
const id = (prefix: string) => z.string().check(z.regex(new RegExp(`^${prefix}_[0-9a-z_]{1,40}$`)))
/** A moment, in milliseconds; years 1970 to 9998. */
const instant = z.nullable(z.int().check(z.minimum(0), z.maximum(253_370_764_800_000)))

/** A set as people list it: each once. */
function each<T extends z.ZodMiniType<string>>(one: T, most: number) {
  return z.array(one).check(
    z.maxLength(most),
    z.refine((all) => new Set(all).size === all.length, { error: 'must name each once' }),
  )
}

/** A word for everybody: 4 to 20 letters and digits, never as long as a generated code. Spaces and dashes are how people write it. */
const claimWord = z.string().check(
  z.maxLength(40),
  z.overwrite((typed) => typed.replace(/[\s-]/g, '').toUpperCase()),
  z.refine((word) => chosenCodeProblem(word) === null, {
    error: 'must have 4 to 20 of A to Z and 0 to 9, but not 12 or 16, which are generated codes',
  }),
)

/**
 * The published promise, as an author says it. A draft may still lack what it gives and how long its vouchers last; instants are
 * milliseconds, sums minor units, and what stands in several places is said once: what vouchers get is frozen at their claim.
 */
export const offerSchema = z.strictObject({
  name: named(80),
  image_url: z.nullable(imageUrlSchema),
  description: text(1000),
  /** What else holds, in the brand's own words. */
  terms_text: text(MOST_TEXT),
  benefit: z.nullable(benefitSchema),
  required_points: z.nullable(amountSchema),
  required_cashback: z.nullable(moneySchema),
  required_balance: z.nullable(moneySchema),
  /** For members of any of these plans; empty means everybody. */
  plan_ids: each(id('pln'), 20),
  /** Customer tags by name: for whoever carries one of them. */
  segments: each(named(40), 20),
  /** The brand's offer categories, by id. */
  categories: each(id('cat'), 20),
  first_purchase_only: z.boolean(),
  publish_from: instant,
  /** Exclusive. */
  publish_until: instant,
  stock: z.nullable(from1(MOST_STOCK)),
  per_customer: z.nullable(from1(MOST_CLAIMS)),
  per_customer_period: z.enum(CLAIM_PERIODS),
  validity: z.nullable(validitySchema),
  /** Null for stored value, which ends when it is empty. */
  uses: z.nullable(from1(MOST_USES)),
  uses_per_day: z.nullable(from1(MOST_USES)),
  windows: windowsSchema,
  blackout_dates: blackoutDatesSchema,
  /** Empty means all. */
  store_ids: each(storeIdSchema, 200),
  partner_ids: each(id('ptn'), 50),
  channels: each(z.enum(CHANNELS), CHANNELS.length).check(z.minLength(1)),
  minimum_spend: z.nullable(moneySchema),
  /** The shop's own ids. */
  product_ids: each(named(120), 100),
  category_ids: each(named(120), 100),
  /** Whether it goes together with other vouchers on one order. */
  combinable: z.boolean(),
  holder_required: z.boolean(),
  /** What whoever redeems a voucher of it answers first. */
  prompts: promptsSchema,
  reusable_after_cancellation: z.boolean(),
  campaign_id: z.nullable(id('cmp')),
  claim_word: z.nullable(claimWord),
  /** On what it gives itself; null: customers take it. */
  automatic: z.nullable(automaticSchema),
})
/** What an offer says. */
export type OfferFacts = z.output<typeof offerSchema>

/** An offer: what it says, and where its author took it. */
export interface Offer {
  readonly id: OfferId
  readonly slug: string
  readonly state: OfferState
  readonly facts: OfferFacts
  readonly version: number
}

/** An offer nobody has said anything about yet: for everybody, free, everywhere, once. */
export const BLANK_OFFER: OfferFacts = {
  name: '',
  image_url: null,
  description: '',
  terms_text: '',
  benefit: null,
  required_points: null,
  required_cashback: null,
  required_balance: null,
  plan_ids: [],
  segments: [],
  categories: [],
  first_purchase_only: false,
  publish_from: null,
  publish_until: null,
  stock: null,
  per_customer: null,
  per_customer_period: 'ever',
  validity: null,
  uses: 1,
  uses_per_day: null,
  windows: [],
  blackout_dates: [],
  store_ids: [],
  partner_ids: [],
  channels: [...CHANNELS],
  minimum_spend: null,
  product_ids: [],
  category_ids: [],
  combinable: true,
  holder_required: false,
  prompts: [],
  reusable_after_cancellation: true,
  campaign_id: null,
  claim_word: null,
  automatic: null,
}

/** The offer after some of it was said anew. Uses follow the benefit, unless both were said: stored value has none. */
export function changedFacts(before: OfferFacts, said: Partial<OfferFacts>): OfferFacts {
  const after = { ...before, ...said }
  if (said.benefit === undefined || said.uses !== undefined) return after
  if (after.benefit?.kind === 'value') return { ...after, uses: null }
  return { ...after, uses: after.uses ?? 1 }
}

/** A field, as an RFC 6901 pointer, and what is the matter with it: with another beside it, or that it is missing. */
export interface OfferProblem {
  readonly pointer: string
  readonly problem:
    | 'several_prices'
    | 'brand_currency'
    | 'benefit_currency'
    | 'value_has_no_uses'
    | 'uses_missing'
    | 'per_day_above_uses'
    | 'ends_before_start'
    | 'benefit_missing'
    | 'validity_missing'
    | 'validity_over'
    | 'already_over'
    | 'automatic_costs'
    | 'automatic_word'
    | 'automatic_never'
    | 'budget'
    | 'budget_currency'
}

/** What is right alone and wrong together, in the order people fill it in. */
export function contradictions(facts: OfferFacts, currency: string): readonly OfferProblem[] {
  const { benefit, minimum_spend, uses, uses_per_day, publish_from, publish_until } = facts
  const prices = PRICES.filter((price) => facts[price] !== null)
  const told = benefit !== null && 'currency' in benefit ? benefit.currency : null
  const found: readonly (OfferProblem | false)[] = [
    ...prices.slice(1).map((price) => ({ pointer: `/${price}`, problem: 'several_prices' as const })),
    ...SUMS.map((sum) => {
      const strange = facts[sum] !== null && facts[sum].currency !== currency
      return strange && { pointer: `/${sum}/currency`, problem: 'brand_currency' as const }
    }),
    minimum_spend !== null &&
      told !== null &&
      told !== minimum_spend.currency && { pointer: '/minimum_spend/currency', problem: 'benefit_currency' },
    benefit?.kind === 'value' && uses !== null && { pointer: '/uses', problem: 'value_has_no_uses' },
    benefit !== null &&
      benefit.kind !== 'value' &&
      uses === null && { pointer: '/uses', problem: 'uses_missing' },
    uses !== null &&
      uses_per_day !== null &&
      uses_per_day > uses && { pointer: '/uses_per_day', problem: 'per_day_above_uses' },
    publish_from !== null &&
      publish_until !== null &&
      publish_until <= publish_from && { pointer: '/publish_until', problem: 'ends_before_start' },
    ...automaticProblems(facts, currency),
  ]
  return found.filter((problem) => problem !== false)
}

/** What gives itself costs nothing and is asked for by nobody; and who has just bought has bought before. Rule R101. */
function automaticProblems(facts: OfferFacts, currency: string): readonly (OfferProblem | false)[] {
  const { automatic, claim_word, first_purchase_only } = facts
  if (automatic === null) return []
  const minimum = automatic.on === 'purchase' ? automatic.minimum : null
  const buys = automatic.on === 'purchase' || automatic.on === 'visit'
  return [
    minimum !== null &&
      minimum.currency !== currency && { pointer: '/automatic/minimum/currency', problem: 'brand_currency' },
    ...PRICES.map(
      (price) => facts[price] !== null && { pointer: `/${price}`, problem: 'automatic_costs' as const },
    ),
    claim_word !== null && { pointer: '/claim_word', problem: 'automatic_word' },
    buys && first_purchase_only && { pointer: '/first_purchase_only', problem: 'automatic_never' },
  ]
}

/** What a claim can cost, each in a field of its own; an offer asks for one of them at most. */
const PRICES = ['required_points', 'required_cashback', 'required_balance'] as const
const SUMS = ['required_cashback', 'required_balance'] as const

/** The one form in which claim words are compared, as codes are: O is 0, I and L are 1. Rule R84. */
export function claimWordKey(word: string): string {
  return normaliseCode(word)
}

/** Whether the text has the form of an offer id. */
export function isOfferId(text: string): text is OfferId {
  return /^ofr_[0-9a-z]{1,40}$/.test(text)
}
