import type { Use } from './command.ts'
import { discountOf } from './discount.ts'
import { eligibleItems, eligiblePart, isForProducts } from './eligible.ts'
import { activeHolds, type Hold, holdOf, standingInTheWay, usesToHold } from './hold.ts'
import type { CustomerId } from './id.ts'
import { addDays, type Instant, localDateOf, startOfDay } from './local-time.ts'
import type { Order } from './order.ts'
import { unanswered } from './prompt.ts'
import type { Refusal, Trail } from './refusal.ts'
import { currencyOfTerms, type Terms } from './terms.ts'
import { windowAt } from './usage-window.ts'
import { openingAt } from './validity.ts'
import { counted, isHolder, type Place, type Redemption, type Voucher } from './voucher.ts'

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
    ...spentObjections(voucher, use, now),
    ...holdObjections(voucher, use, now),
    ...timeObjections(voucher, use, now),
    ...placeObjections(voucher, use),
    ...holderObjections(voucher, use),
    ...orderObjections(voucher, use),
    ...amountObjections(voucher, use),
    ...answerObjections(voucher, use),
  ]
}

/** What would be taken, assuming nothing stands against it. A forced use may exceed the limit, never the balance. */
export function takingOf(voucher: Voucher, use: Use): Taking {
  if (voucher.balance === null) {
    return {
      amount: discountFor(voucher, use),
      balance: null,
      usesLeft: usesLeftAfter(voucher, counted(voucher).length + 1),
    }
  }
  const asked = askedOf(voucher, use) ?? 0
  const amount = use.acceptPartial ? Math.min(asked, voucher.balance) : asked
  return { amount, balance: voucher.balance - amount, usesLeft: null }
}

/** What it takes off the order: of the items that take part, where not all do. */
export function discountFor({ terms }: Voucher, { order }: Use): number | null {
  return discountOf(terms.benefit, eligiblePart(terms, order))
}

/** Who the use says it is for: the customer it names, or the holder, where they were seen. */
export function namedBy({ customer }: Voucher, use: Use): CustomerId | null {
  return use.customer ?? (use.holderSeen === true ? customer : null)
}

/** Uses that remain when `taken` redemptions count. Forced ones may stand beyond the limit: nothing is left then. */
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

function spentObjections(voucher: Voucher, use: Use, now: Instant): Refusal[] {
  const last = counted(voucher).at(-1)
  if (last === undefined) return []
  const used = { ...trailOf(last), seq: last.seq }
  if (voucher.balance === 0) {
    return [{ reason: 'balance_empty', ...used, balance: 0, currency: currencyOfTerms(voucher.terms) ?? '' }]
  }
  if (voucher.usesLeft !== 0) return dayObjections(voucher, use, now)
  const uses = voucher.terms.uses ?? 1
  return [
    uses === 1
      ? { reason: 'already_redeemed', ...used, amount: last.amount }
      : { reason: 'voucher_limit_reached', ...used, uses },
  ]
}

/** A day is one of the place it is shown in, and uses elsewhere count on its clock too. Rule R72. */
function dayObjections(voucher: Voucher, { place }: Use, now: Instant): Refusal[] {
  const { uses_per_day: most } = voucher.terms
  const used = usedToday(voucher, place, now)
  const last = used.at(-1)
  if (most === undefined || last === undefined || used.length < most) return []
  const { zone } = place
  const next = startOfDay(addDays(localDateOf(now, zone), 1), zone)
  const opens_at = voucher.closesAt !== null && next >= voucher.closesAt ? null : next
  return [{ reason: 'voucher_limit_reached', ...trailOf(last), seq: last.seq, uses: most, opens_at, zone }]
}

/** The uses of the day it is there; where no day is counted, that takes no calendar. */
function usedToday(voucher: Voucher, { zone }: Place, now: Instant): readonly Redemption[] {
  if (voucher.terms.uses_per_day === undefined) return []
  const today = localDateOf(now, zone)
  return counted(voucher).filter(({ at }) => localDateOf(at, zone) === today)
}

/** The hold this use is made with: the one it names, or that of its order. */
export function ownHold(voucher: Voucher, use: Use, now: Instant): Hold | undefined {
  const { place, hold, order } = use
  if (hold != null) {
    return activeHolds(voucher, now).find(({ seq, place: { by } }) => seq === hold && by === place.by)
  }
  return order === null ? undefined : holdOf(voucher, place.by, order.order_id, now)
}

/** Each hold keeps one use from everybody else, of the day's too. Rules R75, R76. */
export function holdObjections(voucher: Voucher, use: Use, now: Instant): Refusal[] {
  if (voucher.holds.length === 0 && use.hold == null) return []
  const { place, hold } = use
  const named = hold == null ? [] : endObjections(voucher, hold, place, now)
  const own = ownHold(voucher, use, now)
  const others = activeHolds(voucher, now).filter((one) => one !== own)
  const { uses_per_day: most } = voucher.terms
  const today = most === undefined ? Infinity : most - usedToday(voucher, place, now).length
  const first = standingInTheWay(others, Math.min(usesToHold(voucher), today))
  return first === null ? named : [heldBy(first, place), ...named]
}

function heldBy(hold: Hold, place: Place): Refusal {
  return {
    reason: 'held',
    ...trailOf(hold),
    hold: hold.seq,
    order_id: hold.order,
    expires_at: hold.until,
    can_take_over: canTakeOver(place),
  }
}

/** Whoever stands there with the customer: a program or a kiosk cannot see that the other order is not going on. Rule R77. */
export function canTakeOver({ by }: Place): boolean {
  return by.startsWith('usr_')
}

/** Why that hold is none of whoever names it, or none any more. */
export function endObjections(voucher: Voucher, seq: number, { by }: Place, now: Instant): Refusal[] {
  const hold = voucher.holds.find((one) => one.seq === seq)
  if (hold === undefined) return [{ reason: 'hold_not_found' }]
  if (hold.place.by !== by) return [{ reason: 'hold_of_other_key' }]
  if (hold.end?.kind === 'taken_over') return [{ reason: 'hold_taken_over', ...trailOf(hold.end) }]
  if (hold.end !== null) return [{ reason: 'hold_not_found' }]
  return now < hold.until ? [] : [{ reason: 'hold_expired', expired_at: hold.until }]
}

function timeObjections(voucher: Voucher, { place }: Use, now: Instant): Refusal[] {
  const { terms, closesAt, issuedAt } = voucher
  const opening = openingAt({ validFrom: issuedAt, closesAt }, now)
  const found: Refusal[] = []
  if (opening === 'not_yet_valid') found.push({ reason: 'not_yet_valid', opens_at: issuedAt })
  if (opening === 'expired' && closesAt !== null) {
    found.push({ reason: 'expired', closed_at: closesAt, zone: terms.zone })
  }
  const window = windowAt({ windows: terms.windows, blackoutDates: terms.blackout_dates }, now, place.zone)
  if (!window.open) found.push({ reason: 'outside_usage_window', opens_at: window.opensAt, zone: place.zone })
  return found
}

function placeObjections({ terms }: Voucher, { place }: Use): Refusal[] {
  const { store_ids, partner_ids = [], channels } = terms
  const { store, partner, channel } = place
  const found: Refusal[] = []
  if (store_ids.length > 0 && (store === null || !store_ids.includes(store))) {
    found.push({ reason: 'store_not_participating', store_ids })
  }
  // The brand's own shops are no partner's: which of them take part, the stores say. Rule R73.
  if (partner !== null && partner_ids.length > 0 && !partner_ids.includes(partner)) {
    found.push({ reason: 'partner_not_approved' })
  }
  if (channels !== undefined && !channels.includes(channel)) {
    found.push({ reason: 'channel_not_allowed', channels })
  }
  return found
}

function holderObjections(voucher: Voucher, use: Use): Refusal[] {
  const { customer, issuedBy } = voucher
  if (customer === null) return []
  const { self, by } = use.place
  const named = namedBy(voucher, use)
  const found: Refusal[] = []
  if (named === null && voucher.terms.holder_required === true) found.push({ reason: 'customer_required' })
  if (named !== null && !isHolder(voucher, named)) found.push({ reason: 'holder_mismatch' })
  if (self !== null && isHolder(voucher, self) && issuedBy.by === by)
    found.push({ reason: 'self_redemption' })
  return found
}

function orderObjections({ terms }: Voucher, { order }: Use): Refusal[] {
  const minimum = terms.minimum_spend
  const products = isForProducts(terms)
  if (order === null) {
    if (minimum === null && !products) return []
    return [{ reason: 'order_required', ...(products && { items: true as const }) }]
  }
  const found: Refusal[] = products ? productObjections(terms, order) : []
  const currency = currencyOfTerms(terms)
  if (currency !== null && currency !== order.currency) {
    return [...found, { reason: 'currency_mismatch', currency }]
  }
  if (minimum !== null && order.amount < minimum.amount) {
    found.push({
      reason: 'minimum_spend_not_met',
      minimum: minimum.amount,
      missing: minimum.amount - order.amount,
      currency: minimum.currency,
    })
  }
  return found
}

/** Which products were bought is asked of an order that does not say. Rule R71. */
function productObjections(terms: Terms, order: Order): Refusal[] {
  if ((order.items ?? []).length === 0) return [{ reason: 'order_required', items: true }]
  if (eligibleItems(terms, order).length > 0) return []
  const { product_ids = [], category_ids = [] } = terms
  return [{ reason: 'product_not_eligible', product_ids, category_ids }]
}

function amountObjections(voucher: Voucher, use: Use): Refusal[] {
  const { balance } = voucher
  const currency = currencyOfTerms(voucher.terms)
  if (balance === null) return use.amount === null ? [] : [{ reason: 'amount_invalid', balance, currency }]
  const asked = askedOf(voucher, use)
  // An empty one is refused for being empty: no amount would help.
  if (balance === 0 && asked === null) return []
  if (asked === null || asked < 1) return [{ reason: 'amount_invalid', balance, currency }]
  const found: Refusal[] = []
  const most = isForProducts(voucher.terms) ? eligiblePart(voucher.terms, use.order)?.amount : undefined
  if (most !== undefined && asked > most) found.push({ reason: 'amount_invalid', balance, currency, most })
  if (asked > balance && !use.acceptPartial) {
    found.push({ reason: 'insufficient_balance', balance, currency: currency ?? '' })
  }
  return found
}

function answerObjections({ terms: { prompts } }: Voucher, { answers = {} }: Use): Refusal[] {
  if (prompts === undefined) return []
  const missing = unanswered(prompts, answers)
  return missing.length === 0 ? [] : [{ reason: 'input_required', prompts: missing }]
}

/** The sum asked for, else that of the order, or of the items in it that take part. */
function askedOf({ terms }: Voucher, { amount, order }: Use): number | null {
  return amount ?? eligiblePart(terms, order)?.amount ?? null
}

/** Who did it, where and when. */
function trailOf(done: Pick<Redemption, 'at' | 'place'>): Trail {
  return { at: done.at, by: done.place.by, store: done.place.store, device: done.place.device }
}
