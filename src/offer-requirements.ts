import type { ClaimPeriod } from './claim-period.ts'
import type { OfferFacts } from './offer.ts'

type Sum = NonNullable<OfferFacts['minimum_spend']>

/** What a claim takes from the customer. */
export type Cost =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'points'; readonly points: number }
  | { readonly kind: 'cashback' | 'balance'; readonly sum: Sum }

/** All that an offer asks for and promises, as data: whoever shows it makes the sentences. */
export interface Requirements {
  readonly cost: Cost
  /** On what it gives itself; null where customers take it. */
  readonly automatic: OfferFacts['automatic']
  /** Everybody, where nothing is said. */
  readonly who: Pick<OfferFacts, 'plan_ids' | 'segments' | 'first_purchase_only'>
  readonly spend: Pick<OfferFacts, 'minimum_spend' | 'product_ids' | 'category_ids'>
  readonly when: Pick<OfferFacts, 'windows' | 'blackout_dates'>
  readonly where: Pick<OfferFacts, 'store_ids' | 'partner_ids' | 'channels'>
  /** From when until when it can be claimed. */
  readonly open: { readonly from: number | null; readonly until: number | null }
  readonly howOften: { readonly most: number; readonly period: ClaimPeriod } | null
  /** Null without a stock. */
  readonly stock: { readonly of: number; readonly left: number } | null
  /** What the voucher itself allows. */
  readonly voucher: Pick<OfferFacts, 'validity' | 'uses' | 'uses_per_day' | 'combinable' | 'holder_required'>
}

/** What an offer asks for. `left`: how many of its stock are left. */
export function requirementsOf(facts: OfferFacts, left: number | null): Requirements {
  const { plan_ids, segments, first_purchase_only, windows, blackout_dates, store_ids, partner_ids } = facts
  const { channels, minimum_spend, product_ids, category_ids, stock, per_customer } = facts
  const { validity, uses, uses_per_day, combinable, holder_required } = facts
  return {
    cost: costOf(facts),
    automatic: facts.automatic,
    who: { plan_ids, segments, first_purchase_only },
    spend: { minimum_spend, product_ids, category_ids },
    when: { windows, blackout_dates },
    where: { store_ids, partner_ids, channels },
    open: { from: facts.publish_from, until: facts.publish_until },
    howOften: per_customer === null ? null : { most: per_customer, period: facts.per_customer_period },
    stock: stock === null ? null : { of: stock, left: Math.max(0, left ?? stock) },
    voucher: { validity, uses, uses_per_day, combinable, holder_required },
  }
}

/** What a claim takes. */
export function costOf({ required_points, required_cashback, required_balance }: OfferFacts): Cost {
  if (required_points !== null) return { kind: 'points', points: required_points }
  if (required_cashback !== null) return { kind: 'cashback', sum: required_cashback }
  return required_balance === null ? { kind: 'nothing' } : { kind: 'balance', sum: required_balance }
}
