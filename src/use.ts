import type { Use } from './command.ts'
import { discountOf } from './discount.ts'
import type { Instant } from './local-time.ts'
import type { Refusal, Trail } from './refusal.ts'
import { currencyOfTerms } from './terms.ts'
import { windowAt } from './usage-window.ts'
import { openingAt } from './validity.ts'
import { isHolder, type Redemption, standing, type Voucher } from './voucher.ts'

/** What a use would take: `amount` leaves stored value or comes off the order (minor units; null where only the shop knows). */
export interface Taking {
  readonly amount: number | null
  readonly balance: number | null
  readonly usesLeft: number | null
}

/** Every reason against this use now, unordered; empty means it would be accepted. Rule R1 orders them. */
export function objectionsTo(voucher: Voucher, use: Use, now: Instant): Refusal[] {
  return [
    ...lockObjections(voucher),
    ...spentObjections(voucher),
    ...timeObjections(voucher, use, now),
    ...placeObjections(voucher, use),
    ...holderObjections(voucher, use),
    ...orderObjections(voucher, use),
    ...amountObjections(voucher, use),
  ]
}

/** What would be taken, assuming nothing stands against it. A forced use may exceed the limit, never the balance. */
export function takingOf(voucher: Voucher, use: Use): Taking {
  if (voucher.balance === null) {
    return {
      amount: discountOf(voucher.terms.benefit, use.order),
      balance: null,
      usesLeft: usesLeftAfter(voucher, standing(voucher).length + 1),
    }
  }
  const asked = askedOf(use) ?? 0
  const amount = use.acceptPartial ? Math.min(asked, voucher.balance) : asked
  return { amount, balance: voucher.balance - amount, usesLeft: null }
}

/** Uses that remain when `taken` redemptions stand. Forced ones may stand beyond the limit: nothing is left then. */
export function usesLeftAfter(voucher: Voucher, taken: number): number | null {
  const { uses } = voucher.terms
  if (uses === null) return null
  return taken >= uses ? 0 : uses - taken
}

/** Void or blocked, with who did it and when. */
export function lockObjections({ lock }: Voucher): Refusal[] {
  if (lock.kind === 'none') return []
  const trail = trailOf(lock)
  return [
    lock.kind === 'void' ? { reason: 'voucher_void', ...trail } : { reason: 'voucher_blocked', ...trail },
  ]
}

function spentObjections(voucher: Voucher): Refusal[] {
  const last = standing(voucher).at(-1)
  if (last === undefined) return []
  const used = { ...trailOf(last), seq: last.seq }
  if (voucher.balance === 0) {
    return [{ reason: 'balance_empty', ...used, balance: 0, currency: currencyOfTerms(voucher.terms) ?? '' }]
  }
  if (voucher.usesLeft !== 0) return []
  const uses = voucher.terms.uses ?? 1
  return [
    uses === 1
      ? { reason: 'already_redeemed', ...used, amount: last.amount }
      : { reason: 'voucher_limit_reached', ...used, uses },
  ]
}

function timeObjections(voucher: Voucher, { place }: Use, now: Instant): Refusal[] {
  const { terms, closesAt, issuedAt } = voucher
  const opening = openingAt({ validFrom: issuedAt, closesAt }, now)
  const found: Refusal[] = []
  if (opening === 'not_yet_valid') found.push({ reason: 'not_yet_valid', opens_at: issuedAt })
  if (opening === 'expired' && closesAt !== null) {
    found.push({ reason: 'expired', closed_at: closesAt, zone: terms.zone })
  }
  const window = windowAt({ windows: terms.windows, blackoutDates: [] }, now, place.zone)
  if (!window.open) found.push({ reason: 'outside_usage_window', opens_at: window.opensAt, zone: place.zone })
  return found
}

function placeObjections({ terms }: Voucher, { place }: Use): Refusal[] {
  const stores = terms.store_ids
  if (stores.length === 0 || (place.store !== null && stores.includes(place.store))) return []
  return [{ reason: 'store_not_participating', store_ids: stores }]
}

function holderObjections(voucher: Voucher, use: Use): Refusal[] {
  const { customer, issuedBy } = voucher
  if (customer === null) return []
  const { self, by } = use.place
  const found: Refusal[] = []
  if (use.customer !== null && !isHolder(voucher, use.customer)) found.push({ reason: 'holder_mismatch' })
  if (self !== null && isHolder(voucher, self) && issuedBy.by === by)
    found.push({ reason: 'self_redemption' })
  return found
}

function orderObjections({ terms }: Voucher, { order }: Use): Refusal[] {
  const minimum = terms.minimum_spend
  if (order === null) return minimum === null ? [] : [{ reason: 'order_required' }]
  const currency = currencyOfTerms(terms)
  if (currency !== null && currency !== order.currency) return [{ reason: 'currency_mismatch', currency }]
  if (minimum === null || order.amount >= minimum.amount) return []
  return [
    {
      reason: 'minimum_spend_not_met',
      minimum: minimum.amount,
      missing: minimum.amount - order.amount,
      currency: minimum.currency,
    },
  ]
}

function amountObjections(voucher: Voucher, use: Use): Refusal[] {
  const { balance } = voucher
  const currency = currencyOfTerms(voucher.terms)
  if (balance === null) return use.amount === null ? [] : [{ reason: 'amount_invalid', balance, currency }]
  const asked = askedOf(use)
  // An empty one is refused for being empty: no amount would help.
  if (balance === 0 && asked === null) return []
  if (asked === null || asked < 1) return [{ reason: 'amount_invalid', balance, currency }]
  if (asked <= balance || use.acceptPartial) return []
  return [{ reason: 'insufficient_balance', balance, currency: currency ?? '' }]
}

function askedOf(use: Use): number | null {
  return use.amount ?? use.order?.amount ?? null
}

/** Who did it, where and when. */
function trailOf(done: Pick<Redemption, 'at' | 'place'>): Trail {
  return { at: done.at, by: done.place.by, store: done.place.store, device: done.place.device }
}
