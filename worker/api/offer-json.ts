import type * as z from 'zod/mini'
import { type Instant, rfc3339 } from '../../src/local-time.ts'
import { NOTHING_TAKEN } from '../../src/offer-limits.ts'
import { standingOf, statusAt } from '../../src/offer-state.ts'
import type { KnownOffer } from '../library/offers.ts'
import type { offerShape } from './offer-shapes.ts'

/** An offer as the API shows it. */
export function offerJson(offer: KnownOffer, now: Instant): z.output<typeof offerShape> {
  const { id, slug, facts, version, createdAt, updatedAt } = offer
  const at = (instant: Instant | null) => (instant === null ? null : rfc3339(instant))
  return {
    id,
    slug,
    ...facts,
    publish_from: at(facts.publish_from),
    publish_until: at(facts.publish_until),
    stock_left: facts.stock === null ? null : facts.stock - NOTHING_TAKEN.claims,
    status: statusAt(standingOf(offer), now),
    version,
    created_at: rfc3339(createdAt),
    updated_at: rfc3339(updatedAt),
  }
}
