import { Hono } from 'hono'
import * as z from 'zod/mini'
import { type Instant, rfc3339 } from '../../src/local-time.ts'
import { type Eligibility, type Hindrance, refusalOf } from '../../src/offer-eligibility.ts'
import { allow } from '../allow.ts'
import { fieldErrors } from '../body.ts'
import { usedUp } from '../budgets-used.ts'
import { askingFor } from '../claimant.ts'
import type { AppEnv } from '../env.ts'
import { survivorById } from '../library/customers.ts'
import { type KnownOffer, offersPublished } from '../library/offers.ts'
import { type StockKnown, stockKnown } from '../library/stock.ts'
import { fieldProblem, outward, requestProblem } from '../problem.ts'
import { eligibleQuery } from './claim-shapes.ts'

/** /api/v1/customers/{customer}/eligible_offers: what a customer may take now, and why not the rest. */
export const eligibleOffers = new Hono<AppEnv>()

eligibleOffers.get('/:customer/eligible_offers', allow('accounts:read'), async (c) => {
  const query = z.safeParse(eligibleQuery, c.req.query())
  if (!query.success) return fieldProblem(c, fieldErrors(query.error.issues))
  const customer = await survivorById(c.env.DB, c.req.param('customer'))
  if (customer === null) return requestProblem(c, 'customer_not_found')
  const { directory, now } = c.var
  const [asking, offers] = await Promise.all([
    askingFor({ env: c.env, directory, now }, customer),
    offersPublished(c.env.DB, now),
  ])
  const [stock, used] = await Promise.all([stockKnown(c.env.DB, offers), usedUp(c.env, offers)])
  const wanted = query.data.eligible
  const data = offers
    .map((offer) => eligibleJson(offer, asking.of(offer, stock.left(offer), used), stock, now))
    .filter(({ eligible }) => wanted === undefined || eligible === (wanted === 'true'))
  return c.json({ data, has_more: false, next_cursor: null })
})

function eligibleJson(offer: KnownOffer, eligibility: Eligibility, stock: StockKnown, now: Instant) {
  const { id, slug, facts } = offer
  const { name, image_url, benefit, required_points, required_cashback, required_balance } = facts
  const at = (instant: Instant | null) => (instant === null ? null : rfc3339(instant))
  const reasons = eligibility.kind === 'may' ? [] : eligibility.reasons
  return {
    ...{ id, slug, name, image_url, benefit, required_points, required_cashback, required_balance },
    publish_from: at(facts.publish_from),
    publish_until: at(facts.publish_until),
    stock_level: stock.level(offer),
    eligible: eligibility.kind === 'may',
    reasons: reasons.map((hindrance) => reasonJson(hindrance, offer, now)),
  }
}

function reasonJson(hindrance: Hindrance, offer: KnownOffer, now: Instant) {
  const { needed, missing } = { needed: undefined, missing: undefined, ...hindrance }
  return {
    ...outward(refusalOf(hindrance, offer, now)),
    ...(['have_it', 'limit_reached'].includes(hindrance.why) && { has_one: hindrance.why === 'have_it' }),
    ...(missing !== undefined && { needed, missing }),
  }
}
