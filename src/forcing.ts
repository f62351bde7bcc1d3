import type { StoreId } from './id.ts'
import { may } from './permission.ts'
import type { Principal } from './principal.ts'
import type { RefusalReason } from './refusal.ts'

/** Even a manager cannot force these: there is no money, or no sense, in it. Rule R18. */
export const NEVER_FORCED: readonly RefusalReason[] = [
  'balance_empty',
  'currency_mismatch',
  'amount_invalid',
  'insufficient_balance',
  'input_required',
  'self_redemption',
]

/** What a manager is asked about. What is named neither here nor above says nothing of a voucher. */
const FORCED: readonly RefusalReason[] = [
  'voucher_void',
  'voucher_blocked',
  'already_redeemed',
  'voucher_limit_reached',
  'held',
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
  'product_not_eligible',
  'minimum_spend_not_met',
  'not_combinable',
]

/** What the form asks before a manager decides: nobody forces it, and it keeps nobody from deciding. */
const ASKED_FIRST: readonly RefusalReason[] = ['input_required']

/** Whether a manager can decide against all of these. Rule R18. */
export function canBeForced(reasons: readonly RefusalReason[]): boolean {
  return reasons.every((reason) => FORCED.includes(reason) || ASKED_FIRST.includes(reason))
}

/**
 * Whether somebody who has just proved who they are may decide there. What their session is good for elsewhere does not
 * count: a PIN that opens only the counter is enough, since what it decides is at the counter.
 */
export function decidesIn(store: StoreId | null, { role, scopes, stores }: Principal): boolean {
  const there = stores.length === 0 || (store !== null && stores.includes(store))
  return there && may({ role, scopes }, 'redemptions:override')
}
