import type { PrincipalId, StoreId, VoucherId } from './id.ts'
import type { Instant } from './local-time.ts'
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
] as const

/** Every reason a caller can be told, in order of precedence. */
export const REFUSAL_REASONS = [...REDEMPTION_REFUSALS, ...STATE_REFUSALS] as const
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
  code_taken: { readonly voucher: VoucherId }
  validity_in_past: { readonly closes_at: Instant }
  already_rolled_back: { readonly at: Instant; readonly by: PrincipalId }
  undo_window_closed: { readonly closed_at: Instant }
  amount_exceeds_redeemed: { readonly redeemed: number; readonly currency: string }
  not_extended: { readonly closes_at: Instant | null }
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

/** Whether the same act may succeed later by itself, under a new key: time passes, a hold ends, the customer adds an item. */
export function mayPassLater(refusal: Refusal): boolean {
  switch (refusal.reason) {
    case 'voucher_limit_reached':
      return typeof refusal.opens_at === 'number'
    case 'rate_limited':
    case 'voucher_blocked':
    case 'held':
    case 'leased_offline':
    case 'not_yet_valid':
    case 'outside_usage_window':
    case 'minimum_spend_not_met':
    case 'insufficient_balance':
    case 'input_required':
    case 'customer_required':
    case 'order_required':
      return true
    case 'malformed_request':
    case 'unauthenticated':
    case 'operator_not_permitted':
    case 'idempotency_key_reused':
    case 'code_malformed':
    case 'voucher_not_found':
    case 'code_revoked':
    case 'stale_code':
    case 'voucher_void':
    case 'already_redeemed':
    case 'balance_empty':
    case 'expired':
    case 'store_not_participating':
    case 'partner_not_approved':
    case 'channel_not_allowed':
    case 'holder_mismatch':
    case 'customer_limit_reached':
    case 'currency_mismatch':
    case 'product_not_eligible':
    case 'not_combinable':
    case 'amount_invalid':
    case 'self_redemption':
    case 'code_taken':
    case 'validity_in_past':
    case 'hold_not_found':
    case 'hold_of_other_key':
    case 'hold_taken_over':
    case 'hold_expired':
    case 'redemption_not_found':
    case 'already_rolled_back':
    case 'undo_other_device':
    case 'undo_window_closed':
    case 'amount_exceeds_redeemed':
    case 'not_blocked':
    case 'not_extended':
    case 'nothing_to_refund':
      return false
  }
}
