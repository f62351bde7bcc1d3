import type { Context } from 'hono'
import { hindrancesForAll } from '../../src/offer-eligibility.ts'
import type { PortalOffers } from '../../views/customer/portal.tsx'
import { usedUp } from '../budgets-used.ts'
import type { AppEnv } from '../env.ts'
import { type KnownOffer, offersOpen } from '../library/offers.ts'
import { stockKnown } from '../library/stock.ts'
import { offerViews } from '../offer-view.ts'
import { offersFound } from './finding.ts'

/**
 * What is published now and was looked for; null where nothing is, and while the library cannot be read: codes are opened
 * all the same. The same for everybody: who asks is not looked at.
 */
export async function offersShown(c: Context<AppEnv>): Promise<PortalOffers | null> {
  try {
    const open = await offersOpen(c.env.DB, c.get('now'))
    if (open.length === 0) return null
    const { found, ...looking } = await offersFound(c, open)
    const [stock, used] = await Promise.all([stockKnown(c.env.DB, found), usedUp(c.env, found)])
    const views = await offerViews(c, found, stock)
    const reasons = (offer: KnownOffer) =>
      hindrancesForAll(offer, { now: c.get('now'), left: stock.left(offer), usedUp: used.has(offer.id) })
    return {
      offers: views.map(({ known, view }) => ({ slug: known.slug, offer: view, reasons: reasons(known) })),
      finding: { ...looking, path: '/', onlyNow: null, found: found.length },
    }
  } catch (failure) {
    const error = failure instanceof Error ? failure.name : 'unknown'
    console.warn(JSON.stringify({ level: 'warn', event: 'offers_not_shown', error }))
    return null
  }
}
