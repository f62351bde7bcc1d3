import {
  addDays,
  addMonths,
  type Instant,
  localDateOf,
  startOfDay,
  WEEKDAYS,
  weekdayOf,
} from './local-time.ts'
import type { ClaimPeriod, OfferFacts } from './offer.ts'

/** How much of an offer is taken: vouchers in all, and by the customer who took most in the running period. */
export interface Taken {
  readonly claims: number
  readonly byOneCustomer: number
}

/** Nobody has taken any. */
export const NOTHING_TAKEN: Taken = { claims: 0, byOneCustomer: 0 }

/** A limit cannot fall below what is taken already. */
export interface LimitRefusal {
  readonly reason: 'limit_below_used'
  readonly limit: 'stock' | 'per_customer'
  readonly used: number
}

/** Why the limits cannot become those, or null: only what was lowered, or set for the first time, is asked about. Rule R82. */
export function limitBelowUsed(before: OfferFacts, after: OfferFacts, taken: Taken): LimitRefusal | null {
  if (lowered(before.stock, after.stock) && (after.stock ?? 0) < taken.claims)
    return { reason: 'limit_below_used', limit: 'stock', used: taken.claims }
  if (lowered(before.per_customer, after.per_customer) && (after.per_customer ?? 0) < taken.byOneCustomer)
    return { reason: 'limit_below_used', limit: 'per_customer', used: taken.byOneCustomer }
  return null
}

function lowered(before: number | null, after: number | null): boolean {
  return after !== null && (before === null || after < before)
}

/** The span of the brand's calendar that a moment lies in, by which claims are counted; `until` is exclusive, null for ever. Rule R86. */
export function claimPeriod(
  period: ClaimPeriod,
  now: Instant,
  zone: string,
): { readonly from: Instant | null; readonly until: Instant | null } {
  if (period === 'ever') return { from: null, until: null }
  const [first, next] = daysOf(period, localDateOf(now, zone))
  return { from: startOfDay(first, zone), until: startOfDay(next, zone) }
}

/** Its first day, and the first of the next; weeks begin on Monday. */
function daysOf(period: Exclude<ClaimPeriod, 'ever'>, today: string): readonly [string, string] {
  switch (period) {
    case 'day':
      return [today, addDays(today, 1)]
    case 'week': {
      const monday = addDays(today, -WEEKDAYS.indexOf(weekdayOf(today)))
      return [monday, addDays(monday, 7)]
    }
    case 'month': {
      const first = `${today.slice(0, 7)}-01`
      return [first, addMonths(first, 1)]
    }
    case 'year': {
      const first = `${today.slice(0, 4)}-01-01`
      return [first, addMonths(first, 12)]
    }
  }
}
