import type { Context } from 'hono'
import {
  type Findable,
  findOffers,
  OFFER_SORTS,
  type OfferSearch,
  type Places,
} from '../../src/offer-finding.ts'
import type { Choice } from '../../views/customer/offer-finder.tsx'
import type { AppEnv } from '../env.ts'
import { listRows } from '../library/lists.ts'
import { type KnownOffer, openedAt } from '../library/offers.ts'

/** An offer as it is found. */
export type Found = KnownOffer & Findable

/** What was looked for among offers, what was found, and what there is to choose from. */
export interface OffersFound {
  readonly search: OfferSearch
  readonly found: readonly Found[]
  readonly categories: readonly Choice[]
  readonly stores: readonly Choice[]
}

/** What the address asks for among these offers. What nobody could have chosen is not asked for. */
export async function offersFound(c: Context<AppEnv>, offers: readonly KnownOffer[]): Promise<OffersFound> {
  const places = placesIn(c)
  const categories = await categoriesOf(c, offers)
  const asked = (name: string) => c.req.query(name)?.trim().slice(0, MOST_TYPED) ?? ''
  const among = (all: readonly Choice[], id: string) => (all.some((one) => one.id === id) ? id : null)
  const search: OfferSearch = {
    text: asked('q'),
    category: among(categories, asked('category')),
    store: among(places.stores, asked('store')),
    sort: OFFER_SORTS.find((sort) => sort === asked('sort')) ?? 'newest',
  }
  const findable = offers.map((offer): Found => ({ ...offer, openedAt: openedAt(offer) }))
  return { search, found: findOffers(findable, search, places), categories, stores: places.stores }
}

const MOST_TYPED = 120

function placesIn(c: Context<AppEnv>): Places {
  const { stores, partners } = c.get('directory')
  const open = stores.filter(({ state }) => state !== 'archived')
  return { stores: open.toSorted((a, b) => a.name.localeCompare(b.name)), partners }
}

/** Only those that some offer is in, in the brand's order. */
async function categoriesOf(c: Context<AppEnv>, offers: readonly KnownOffer[]): Promise<readonly Choice[]> {
  const used = new Set(offers.flatMap(({ facts }) => facts.categories))
  if (used.size === 0) return []
  const rows = await listRows(c.env.DB, 'categories')
  return rows
    .filter(({ id, state }) => state === 'active' && used.has(id))
    .map(({ id, name }) => ({ id, name }))
}
