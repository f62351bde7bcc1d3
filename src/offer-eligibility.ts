import type { ClaimPeriod } from './claim-period.ts'
import type { Instant } from './local-time.ts'
import type { Offer, OfferFacts } from './offer.ts'
import { claimPeriod } from './offer-limits.ts'
import { costOf } from './offer-requirements.ts'
import { phaseAt, standingOf } from './offer-state.ts'
import type { Refusal } from './refusal.ts'

/** What is known of whoever wants it. Sums are what is available in the brand's currency. */
export interface Claimant {
  readonly points: number
  readonly cashback: number
  readonly balance: number
  readonly currency: string
  readonly plan: string | null
  readonly tags: readonly string[]
  readonly hasPurchased: boolean
  /** Claims of this offer that stand in the running period. */
  readonly claimed: number
  /** Vouchers of this offer they could still use. */
  readonly holding: number
}

/** Why they cannot take it now, with the fact that helps. */
export type Hindrance =
  | { readonly why: 'ended' }
  | { readonly why: 'not_open' }
  /** It gives itself. */
  | { readonly why: 'automatic' }
  | { readonly why: 'out_of_stock' }
  /** The budget of its campaign cannot pay one more for now. */
  | { readonly why: 'used_up' }
  | { readonly why: 'opens_at'; readonly at: Instant }
  | { readonly why: 'have_it'; readonly again_at: Instant | null }
  | {
      readonly why: 'limit_reached'
      readonly most: number
      readonly period: ClaimPeriod
      readonly again_at: Instant | null
    }
  | { readonly why: 'plan_needed'; readonly plan_ids: readonly string[]; readonly plan: string | null }
  | { readonly why: 'segment_needed'; readonly segments: readonly string[] }
  | { readonly why: 'first_purchase_only' }
  | { readonly why: 'points_missing'; readonly needed: number; readonly missing: number }
  | {
      readonly why: 'cashback_missing' | 'balance_missing'
      readonly needed: number
      readonly missing: number
      readonly currency: string
    }

/** They may, or every reason why not: first what nobody can change, last what the customer can. */
export type Eligibility =
  | { readonly kind: 'may' }
  | { readonly kind: 'not_yet'; readonly reasons: readonly [Hindrance, ...Hindrance[]] }

interface Asked {
  readonly now: Instant
  /** The brand's: periods are counted there. */
  readonly zone: string
  /** Of the stock; null where there is none. */
  readonly left: number | null
  readonly usedUp: boolean
}

/** Whether that customer may take it now. Usage windows are no matter of claiming: they hold when it is used. Rule R85. */
export function eligibility(
  offer: Pick<Offer, 'state' | 'facts'>,
  claimant: Claimant,
  asked: Asked,
): Eligibility {
  const [first, ...rest] = [
    ...hindrancesForAll(offer, asked),
    ...frequency(offer.facts, claimant, asked),
    ...audience(offer.facts, claimant),
    ...means(offer.facts, claimant),
  ]
  return first === undefined ? { kind: 'may' } : { kind: 'not_yet', reasons: [first, ...rest] }
}

/** Why nobody may take it now, whoever asks; empty where it depends on who does. */
export function hindrancesForAll(
  offer: Pick<Offer, 'state' | 'facts'>,
  asked: Pick<Asked, 'now' | 'left' | 'usedUp'>,
): readonly Hindrance[] {
  return [...selfGiving(offer.facts), ...openness(offer, asked)]
}

/**
 * What stands against a claim that the customer's account does not know: whether the offer is open, and for whom. The
 * account is told with the claim, so that it refuses, and remembers, as it does everything else.
 */
export function barriersTo(
  offer: Pick<Offer, 'state' | 'facts'>,
  { plan, tags }: Pick<Claimant, 'plan' | 'tags'>,
  now: Instant,
): readonly Refusal[] {
  const who = { plan, tags, hasPurchased: false }
  const found = [
    ...hindrancesForAll(offer, { now, left: null, usedUp: false }),
    ...audience(offer.facts, who),
  ]
  return found.map((hindrance) => refusalOf(hindrance, offer, now))
}

/** A hindrance as a claim would be refused for it. */
export function refusalOf(
  hindrance: Hindrance,
  offer: Pick<Offer, 'state' | 'facts'>,
  now: Instant,
): Refusal {
  const { per_customer, per_customer_period: period, plan_ids, segments } = offer.facts
  switch (hindrance.why) {
    case 'automatic':
    case 'ended':
    case 'not_open':
    case 'opens_at': {
      const opens_at = hindrance.why === 'opens_at' ? hindrance.at : null
      return { reason: 'offer_not_open', offer_status: phaseAt(standingOf(offer), now), opens_at }
    }
    case 'used_up':
      return { reason: 'budget_exhausted' }
    case 'out_of_stock':
    case 'first_purchase_only':
      return { reason: hindrance.why }
    case 'have_it':
    case 'limit_reached':
      return {
        reason: 'claim_limit_reached',
        ...{ limit: per_customer ?? 0, period, opens_at: hindrance.again_at },
      }
    case 'plan_needed':
      return { reason: 'plan_required', plan_ids }
    case 'segment_needed':
      return { reason: 'segment_required', segments }
    case 'points_missing':
      return { reason: 'insufficient_points', balance: hindrance.needed - hindrance.missing }
    case 'cashback_missing':
    case 'balance_missing': {
      const { needed, missing, currency } = hindrance
      const reason = hindrance.why === 'cashback_missing' ? 'insufficient_cashback' : 'insufficient_balance'
      return { reason, balance: needed - missing, currency }
    }
  }
}

/** What is given by itself is nothing to take. */
function selfGiving({ automatic }: OfferFacts): Hindrance[] {
  return automatic === null ? [] : [{ why: 'automatic' }]
}

function openness(
  offer: Pick<Offer, 'state' | 'facts'>,
  { now, left, usedUp }: Pick<Asked, 'now' | 'left' | 'usedUp'>,
): Hindrance[] {
  const none: Hindrance[] = offer.facts.stock !== null && left === 0 ? [{ why: 'out_of_stock' }] : []
  const empty: Hindrance[] = [...none, ...(usedUp ? [{ why: 'used_up' as const }] : [])]
  switch (phaseAt(standingOf(offer), now)) {
    case 'ended':
      return [{ why: 'ended' }]
    case 'draft':
    case 'paused':
      return [{ why: 'not_open' }]
    case 'scheduled':
      return [...empty, { why: 'opens_at', at: offer.facts.publish_from ?? now }]
    case 'published':
      return empty
  }
}

/** Whoever still has one hears that, not that they took too many. */
function frequency(facts: OfferFacts, { claimed, holding }: Claimant, { now, zone }: Asked): Hindrance[] {
  const { per_customer: most, per_customer_period: period, publish_until } = facts
  if (most === null || claimed < most) return []
  const { until } = claimPeriod(period, now, zone)
  const over = until !== null && publish_until !== null && until >= publish_until
  const again_at = over ? null : until
  return holding > 0 ? [{ why: 'have_it', again_at }] : [{ why: 'limit_reached', most, period, again_at }]
}

/** Whether one has to know whom it is given to: it is for some only, or counted by each. */
export function needsCustomer(facts: OfferFacts): boolean {
  const { plan_ids, segments, first_purchase_only, per_customer, holder_required } = facts
  return (
    plan_ids.length > 0 ||
    segments.length > 0 ||
    first_purchase_only ||
    per_customer !== null ||
    holder_required
  )
}

/** Whether it is meant for somebody with that plan and these tags. */
export function isMeantFor(facts: OfferFacts, claimant: Pick<Claimant, 'plan' | 'tags'>): boolean {
  return audience(facts, { ...claimant, hasPurchased: false }).length === 0
}

function audience(
  facts: OfferFacts,
  { plan, tags, hasPurchased }: Pick<Claimant, 'plan' | 'tags' | 'hasPurchased'>,
): Hindrance[] {
  const { plan_ids, segments, first_purchase_only } = facts
  const member = plan_ids.length === 0 || (plan !== null && plan_ids.includes(plan))
  const tagged = segments.length === 0 || segments.some((tag) => tags.includes(tag))
  return [
    ...(member ? [] : [{ why: 'plan_needed' as const, plan_ids, plan }]),
    ...(tagged ? [] : [{ why: 'segment_needed' as const, segments }]),
    ...(first_purchase_only && hasPurchased ? [{ why: 'first_purchase_only' as const }] : []),
  ]
}

function means(facts: OfferFacts, claimant: Claimant): Hindrance[] {
  const cost = costOf(facts)
  switch (cost.kind) {
    case 'nothing':
      return []
    case 'points': {
      const missing = cost.points - claimant.points
      return missing > 0 ? [{ why: 'points_missing', needed: cost.points, missing }] : []
    }
    case 'cashback':
    case 'balance': {
      const { amount: needed, currency } = cost.sum
      // What they have in another currency pays nothing.
      const missing = needed - (claimant.currency === currency ? claimant[cost.kind] : 0)
      return missing > 0 ? [{ why: `${cost.kind}_missing`, needed, missing, currency }] : []
    }
  }
}
