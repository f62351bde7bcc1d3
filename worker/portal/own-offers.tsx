import { Hono } from 'hono'
import { phaseAt, standingOf } from '../../src/offer-state.ts'
import { OwnOffersPage } from '../../views/customer/own-offers.tsx'
import type { ShownOffer } from '../../views/customer/shown-offer.tsx'
import { allow } from '../allow.ts'
import { usedUp } from '../budgets-used.ts'
import { askingFor } from '../claimant.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { survivorById } from '../library/customers.ts'
import { offersPublished } from '../library/offers.ts'
import { stockKnown } from '../library/stock.ts'
import { offerViews } from '../offer-view.ts'
import { refusePage } from '../refuse.tsx'
import { offersFound } from './finding.ts'

/** /wallet/offers: the portal's offers as one customer sees them; theirs alone, so that the portal is the same for everybody. */
export const ownOffers = new Hono<AppEnv>()

/** So long before it opens an offer is announced to customers who are signed in. */
const ANNOUNCED_MS = 7 * 24 * 60 * 60 * 1000

ownOffers.get('/wallet/offers', allow('wallet:read'), async (c) => {
  const { principal, now, directory } = c.var
  const customer = await survivorById(c.env.DB, principal.id)
  if (customer === null) return refusePage(c, 404)
  const [asking, published] = await Promise.all([
    askingFor({ env: c.env, directory, now }, customer),
    offersPublished(c.env.DB, now),
  ])
  const announced = published.filter(({ facts }) => (facts.publish_from ?? now) <= now + ANNOUNCED_MS)
  const { found, ...looking } = await offersFound(c, announced)
  const [stock, used] = await Promise.all([stockKnown(c.env.DB, found), usedUp(c.env, found)])
  const onlyNow = c.req.query('now') === 'yes'
  const own = (await offerViews(c, found, stock)).map(({ known, view }): ShownOffer => {
    const answer = asking.of(known, stock.left(known), used)
    const open = phaseAt(standingOf(known), now) === 'published'
    return {
      slug: open ? known.slug : null,
      offer: view,
      reasons: answer.kind === 'may' ? [] : answer.reasons,
    }
  })
  const offers = own.filter(({ reasons }) => !onlyNow || reasons.length === 0)
  const { points, cashback, balance } = asking.balances
  return c.html(
    <OwnOffersPage
      frame={frameFor(c, principal)}
      has={{ points: points.available, cashback: cashback.available, balance: balance.available }}
      offers={offers}
      finding={{ ...looking, path: '/wallet/offers', onlyNow, found: offers.length }}
      none={announced.length === 0}
    />,
  )
})
