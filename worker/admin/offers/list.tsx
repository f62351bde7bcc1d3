import { Hono } from 'hono'
import { OFFER_PHASES, phaseAt, standingOf } from '../../../src/offer-state.ts'
import { OFFER_TEMPLATES } from '../../../src/offer-template.ts'
import { may } from '../../../src/permission.ts'
import { OffersPage } from '../../../views/admin/offers/list-page.tsx'
import { listHref } from '../../../views/list-filters.ts'
import { allow } from '../../allow.ts'
import type { AppEnv } from '../../env.ts'
import { frameFor } from '../../frame.ts'
import { readCursor } from '../../library/cursor.ts'
import { listRow } from '../../library/lists.ts'
import { anyOffer, listOffers } from '../../library/offers.ts'
import { offerView } from '../../offer-view.ts'

/** /admin/offers: all that was ever promised. */
export const offerList = new Hono<AppEnv>()

const PAGE_ROWS = 25

offerList.get('/', allow('offers:read'), async (c) => {
  const q = (c.req.query('q') ?? '').trim().slice(0, 120).toWellFormed()
  const state = OFFER_PHASES.find((phase) => phase === c.req.query('state')) ?? null
  const of = c.req.query('campaign') ?? ''
  const campaign = of === '' ? null : await listRow(c.env.DB, 'campaigns', of)
  const asked = c.req.query('cursor') ?? ''
  const query = {
    phases: state === null ? null : [state],
    category: null,
    campaign: campaign?.id ?? null,
    text: q,
    cursor: readCursor(asked) === null ? null : asked,
    limit: PAGE_ROWS,
  }
  const now = c.get('now')
  const { rows, next, searchedUpTo } = await listOffers(c.env.DB, query, now)
  const shown = await Promise.all(
    rows.map(async (offer) => ({
      id: offer.id,
      phase: phaseAt(standingOf(offer), now),
      offer: await offerView(c, offer.facts, null),
    })),
  )
  const filters = { q, state: state ?? '', campaign: campaign?.id ?? '' }
  return c.html(
    <OffersPage
      frame={frameFor(c, c.get('principal'))}
      rows={shown}
      filters={filters}
      campaign={campaign?.name ?? null}
      any={rows.length > 0 || (await anyOffer(c.env.DB))}
      next={next === null ? null : listHref('/admin/offers', filters, { cursor: next })}
      searchedUpTo={searchedUpTo}
      mayWrite={may(c.get('principal'), 'offers:write')}
      templates={OFFER_TEMPLATES}
    />,
  )
})
