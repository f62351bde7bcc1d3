import type { Offer } from './offer.ts'
import { lacking, type Publishing } from './offer-publishing.ts'
import { phaseAt, standingOf } from './offer-state.ts'

/** Why a plan cannot issue vouchers of an offer. */
export type PlanObstacle = 'offer_gone' | 'offer_paused' | 'offer_ended' | 'offer_incomplete'

/**
 * What keeps a plan from issuing this offer's vouchers now; null: nothing does. It need not be on the portal, so a draft that
 * lacks nothing is an offer for members alone. Rule R112.
 */
export function planObstacle(offer: Offer | null, publishing: Publishing): PlanObstacle | null {
  if (offer === null) return 'offer_gone'
  const phase = phaseAt(standingOf(offer), publishing.now)
  if (phase === 'ended' || phase === 'paused') return `offer_${phase}`
  // The days of its publication are the portal's.
  const facts = { ...offer.facts, publish_from: null, publish_until: null }
  return lacking(facts, publishing).length > 0 ? 'offer_incomplete' : null
}
