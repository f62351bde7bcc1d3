import { type ClaimPeriod, periodEnd, periodStart } from './claim-period.ts'
import type { Instant } from './local-time.ts'
import type { OfferFacts } from './offer.ts'

/** How much of an offer is taken: vouchers in all, and by the customer who took most in the running period. */
export interface Taken {
  readonly claims: number
  readonly byOneCustomer: number
}

/** A limit cannot fall below what is taken already. */
export interface LimitRefusal {
  readonly reason: 'limit_below_used'
  readonly limit: 'stock' | 'per_customer'
  readonly used: number
}

/** Why the limits cannot become those, or null: only what becomes tighter is asked about. Rule R82. */
export function limitBelowUsed(before: OfferFacts, after: OfferFacts, taken: Taken): LimitRefusal | null {
  if (lowered(before.stock, after.stock) && (after.stock ?? 0) < taken.claims)
    return { reason: 'limit_below_used', limit: 'stock', used: taken.claims }
  if (tightensPerCustomer(before, after) && (after.per_customer ?? 0) < taken.byOneCustomer)
    return { reason: 'limit_below_used', limit: 'per_customer', used: taken.byOneCustomer }
  return null
}

/** Whether one customer may take fewer than before, or as many counted in another time. */
export function tightensPerCustomer(before: OfferFacts, after: OfferFacts): boolean {
  const elsewhen = before.per_customer_period !== after.per_customer_period
  return lowered(before.per_customer, after.per_customer) || (elsewhen && after.per_customer !== null)
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
  return { from: periodStart(period, now, zone), until: periodEnd(period, now, zone) }
}
