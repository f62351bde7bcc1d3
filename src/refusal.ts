import type { ClaimPeriod } from './claim-period.ts'
import type { PrincipalId, StoreId, VoucherId } from './id.ts'
import type { Instant } from './local-time.ts'
import type { OfferPhase } from './offer-state.ts'
import type { Prompt } from './prompt.ts'
import type { Channel } from './terms.ts'

/**
 * Why a redemption is refused, in order of precedence: the answer gives the first that holds as `reason` and all that
 * hold in `reasons`. Rule R1. (Order decided in the contract; "expired" stands before the place, so that a shop never
 * sends a customer to another shop with a dead voucher.)
 */
export const REDEMPTION_REFUSALS = [
  'malformed_request',
  'unauthenticated',
  'operator_not_permitted',
  'rate_limited',
  'idempotency_key_reused',
  'code_malformed',
  'voucher_not_found',
  'code_revoked',
  'stale_code',
  'voucher_void',
  'voucher_blocked',
  'already_redeemed',
  'voucher_limit_reached',
  'balance_empty',
  'held',
  'leased_offline',
  'not_yet_valid',
  'expired',
  'outside_usage_window',
  'store_not_participating',
  'partner_not_approved',
  'channel_not_allowed',
  'customer_required',
  'holder_mismatch',
  'customer_limit_reached',
  'order_required',
  'currency_mismatch',
  'product_not_eligible',
  'minimum_spend_not_met',
  'not_combinable',
  'amount_invalid',
  'insufficient_balance',
  'input_required',
  'self_redemption',
] as const

/** Refusals of every other act on a voucher: issuing, holding, rolling back, voiding, blocking, extending. */
export const STATE_REFUSALS = [
  'code_taken',
  'validity_in_past',
  'hold_not_found',
  'hold_of_other_key',
  'hold_taken_over',
  'hold_expired',
  'redemption_not_found',
  'already_rolled_back',
  'undo_other_device',
  'undo_window_closed',
  'amount_exceeds_redeemed',
  'not_blocked',
  'not_extended',
  'nothing_to_refund',
  'voucher_in_use',
] as const

/** Refusals of a customer's account; `insufficient_balance` is said by it too. The first three it is told with the claim. */
export const ACCOUNT_REFUSALS = [
  'offer_not_open',
  'plan_required',
  'segment_required',
  'first_purchase_only',
  'claim_limit_reached',
  'insufficient_points',
  'insufficient_cashback',
  'out_of_stock',
  'budget_exhausted',
  'claim_not_found',
  'claim_not_standing',
  'purchase_not_found',
  'purchase_reversed',
] as const

/** Every reason a caller can be told, in order of precedence. */
export const REFUSAL_REASONS = [...REDEMPTION_REFUSALS, ...STATE_REFUSALS, ...ACCOUNT_REFUSALS] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

/** Whether the text is one of them. */
export function isRefusalReason(text: string): text is RefusalReason {
  return REFUSAL_REASONS.some((reason) => reason === text)
}

/** Who used or closed it, where and when: what the second shop needs to see. */
export interface Trail {
  readonly at: Instant
  readonly by: PrincipalId
  readonly store: StoreId | null
  readonly device: string | null
}

/** The facts that help, by reason; a reason without facts says all by itself. Amounts in minor units, instants in ms. */
interface Facts {
  voucher_void: Trail
  voucher_blocked: Trail
  already_redeemed: Trail & { readonly seq: number; readonly amount: number | null }
  /** `opens_at` only where one day's uses are taken: when the next day begins there, or null where it ends before. */
  voucher_limit_reached: Trail & {
    readonly seq: number
    readonly uses: number
    readonly opens_at?: Instant | null
    readonly zone?: string
  }
  balance_empty: Trail & { readonly seq: number; readonly balance: number; readonly currency: string }
  /** Since when and by whom, for which order (null where that is not for the reader), until when. */
  held: Trail & {
    readonly hold: number
    readonly order_id: string | null
    readonly expires_at: Instant
    readonly can_take_over: boolean
  }
  hold_taken_over: Trail
  hold_expired: { readonly expired_at: Instant }
  not_yet_valid: { readonly opens_at: Instant }
  expired: { readonly closed_at: Instant; readonly zone: string }
  outside_usage_window: { readonly opens_at: Instant | null; readonly zone: string }
  store_not_participating: { readonly store_ids: readonly StoreId[] }
  channel_not_allowed: { readonly channels: readonly Channel[] }
  /** `items` where only some products take part, and the order does not say what it holds. */
  order_required: { readonly items?: true }
  product_not_eligible: { readonly product_ids: readonly string[]; readonly category_ids: readonly string[] }
  currency_mismatch: { readonly currency: string }
  minimum_spend_not_met: { readonly minimum: number; readonly missing: number; readonly currency: string }
  /** `most` where only some products of the order take part. */
  amount_invalid: {
    readonly balance: number | null
    readonly currency: string | null
    readonly most?: number
  }
  insufficient_balance: { readonly balance: number; readonly currency: string }
  /** What is not answered, or not in its kind. */
  input_required: { readonly prompts: readonly Prompt[] }
  code_taken: { readonly voucher: VoucherId }
  validity_in_past: { readonly closes_at: Instant }
  already_rolled_back: { readonly at: Instant; readonly by: PrincipalId }
  undo_window_closed: { readonly closed_at: Instant }
  amount_exceeds_redeemed: { readonly redeemed: number; readonly currency: string }
  not_extended: { readonly closes_at: Instant | null }
  /** `opens_at`: when it opens, null where nobody has said so. */
  offer_not_open: { readonly offer_status: OfferPhase; readonly opens_at: Instant | null }
  plan_required: { readonly plan_ids: readonly string[] }
  segment_required: { readonly segments: readonly string[] }
  /** `opens_at`: when the next period begins, null where claims are counted for ever. */
  claim_limit_reached: {
    readonly limit: number
    readonly period: ClaimPeriod
    readonly opens_at: Instant | null
  }
  insufficient_points: { readonly balance: number }
  insufficient_cashback: { readonly balance: number; readonly currency: string }
  purchase_reversed: { readonly at: Instant }
}

/** A reason with its facts: `{ reason: 'expired', closed_at, zone }`. */
export type Refusal = {
  [R in RefusalReason]: { readonly reason: R } & (R extends keyof Facts ? Facts[R] : unknown)
}[RefusalReason]

export type Refusals = readonly [Refusal, ...Refusal[]]

const RANK: ReadonlyMap<RefusalReason, number> = new Map(
  REFUSAL_REASONS.map((reason, rank) => [reason, rank]),
)

/** The refusals in order of precedence, or null when there is none. */
export function ranked(found: readonly Refusal[]): Refusals | null {
  const [first, ...rest] = found.toSorted((a, b) => (RANK.get(a.reason) ?? 0) - (RANK.get(b.reason) ?? 0))
  return first === undefined ? null : [first, ...rest]
}

const PASSES: Readonly<Record<Exclude<RefusalReason, 'voucher_limit_reached' | 'offer_not_open'>, boolean>> =
  {
    rate_limited: true,
    voucher_blocked: true,
    held: true,
    leased_offline: true,
    not_yet_valid: true,
    outside_usage_window: true,
    minimum_spend_not_met: true,
    insufficient_balance: true,
    input_required: true,
    customer_required: true,
    order_required: true,
    claim_limit_reached: true,
    insufficient_points: true,
    insufficient_cashback: true,
    out_of_stock: true,
    budget_exhausted: true,
    malformed_request: false,
    unauthenticated: false,
    operator_not_permitted: false,
    idempotency_key_reused: false,
    code_malformed: false,
    voucher_not_found: false,
    code_revoked: false,
    stale_code: false,
    voucher_void: false,
    already_redeemed: false,
    balance_empty: false,
    expired: false,
    store_not_participating: false,
    partner_not_approved: false,
    channel_not_allowed: false,
    holder_mismatch: false,
    customer_limit_reached: false,
    currency_mismatch: false,
    product_not_eligible: false,
    not_combinable: false,
    amount_invalid: false,
    self_redemption: false,
    code_taken: false,
    validity_in_past: false,
    hold_not_found: false,
    hold_of_other_key: false,
    hold_taken_over: false,
    hold_expired: false,
    redemption_not_found: false,
    already_rolled_back: false,
    undo_other_device: false,
    undo_window_closed: false,
    amount_exceeds_redeemed: false,
    not_blocked: false,
    not_extended: false,
    nothing_to_refund: false,
    voucher_in_use: false,
    plan_required: false,
    segment_required: false,
    first_purchase_only: false,
    claim_not_found: false,
    claim_not_standing: false,
    purchase_not_found: false,
    purchase_reversed: false,
  }

/** Whether the same act may succeed later by itself, under a new key: time passes, a hold ends, the customer adds an item. */
export function mayPassLater(refusal: Refusal): boolean {
  // Beyond what a day allows the next day helps; beyond all uses nothing does.
  if (refusal.reason === 'voucher_limit_reached') return typeof refusal.opens_at === 'number'
  // It opens by itself, or by somebody who may.
  if (refusal.reason === 'offer_not_open') return refusal.offer_status !== 'ended'
  return PASSES[refusal.reason]
}
