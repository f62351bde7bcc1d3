import type * as z from 'zod/mini'
import { type Instant, rfc3339 } from '../../src/local-time.ts'
import { standingOf, statusAt } from '../../src/offer-state.ts'
import type { Env } from '../env.ts'
import type { KnownOffer } from '../library/offers.ts'
import { stockLeft } from '../offer-view.ts'
import type { offerShape } from './offer-shapes.ts'

/** An offer as the API shows it; how many are left, what counts them is asked. */
export async function offerJson(
  env: Env,
  offer: KnownOffer,
  now: Instant,
): Promise<z.output<typeof offerShape>> {
  const { id, slug, facts, version, createdAt, updatedAt } = offer
  const at = (instant: Instant | null) => (instant === null ? null : rfc3339(instant))
  return {
    id,
    slug,
    ...facts,
    publish_from: at(facts.publish_from),
    publish_until: at(facts.publish_until),
    stock_left: await stockLeft(env, offer),
    status: statusAt(standingOf(offer), now),
    version,
    created_at: rfc3339(createdAt),
    updated_at: rfc3339(updatedAt),
  }
}
