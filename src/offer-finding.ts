import type { Store } from './directory.ts'
import type { Instant } from './local-time.ts'
import type { OfferFacts } from './offer.ts'
import { costOf } from './offer-requirements.ts'
import { searchTerms, wordsOf } from './search-terms.ts'

/** In what order offers are shown: the newest, those that end first, those that ask for the fewest points. */
export const OFFER_SORTS = ['newest', 'ending', 'points'] as const
export type OfferSort = (typeof OFFER_SORTS)[number]

/** What somebody looks for; null means any. */
export interface OfferSearch {
  readonly text: string
  readonly category: string | null
  /** A store where its voucher can be used. */
  readonly store: string | null
  readonly sort: OfferSort
}

/** As much of an offer as it is found by. */
export interface Findable {
  readonly facts: OfferFacts
  /** Since when customers can get it. */
  readonly openedAt: Instant
}

/** Where vouchers are used, by name. */
export interface Places {
  readonly stores: readonly Pick<Store, 'id' | 'name' | 'partner'>[]
  readonly partners: readonly { readonly id: string; readonly name: string }[]
}

/**
 * The offers somebody looks for, in the order asked for. Every word typed begins a word of the name, of what it gives, or of
 * a store or partner where it can be used: an offer that is good everywhere is found by every store.
 */
export function findOffers<T extends Findable>(
  offers: readonly T[],
  { text, category, store, sort }: OfferSearch,
  places: Places,
): readonly T[] {
  const words = searchTerms(text).map((word) => ({ word, shops: shopsCalled(word, places) }))
  const shop = store === null ? null : (places.stores.find(({ id }) => id === store) ?? null)
  return offers
    .filter(({ facts }) => category === null || facts.categories.includes(category))
    .filter(({ facts }) => shop === null || isUsedIn(facts, shop))
    .filter(({ facts }) => {
      const own = wordsOf(facts.name, givenIn(facts))
      return words.every(
        ({ word, shops }) =>
          own.some((term) => term.startsWith(word)) || shops.some((one) => isUsedIn(facts, one)),
      )
    })
    .toSorted(ORDER[sort])
}

/** Whether its voucher can be used in that store; one that goes by its partner alone is the brand's own (R73). */
function isUsedIn(
  { store_ids, partner_ids, channels }: Pick<OfferFacts, 'store_ids' | 'partner_ids' | 'channels'>,
  { id, partner }: Pick<Store, 'id' | 'partner'>,
): boolean {
  if (!channels.includes('in_store')) return false
  if (store_ids.length > 0 && !store_ids.includes(id)) return false
  return partner === null || partner_ids.length === 0 || partner_ids.includes(partner)
}

/** Stores with that word in their name or in that of their partner. */
function shopsCalled(word: string, { stores, partners }: Places): Places['stores'] {
  const begins = (name: string) => wordsOf(name).some((term) => term.startsWith(word))
  const called = new Set(partners.filter(({ name }) => begins(name)).map(({ id }) => id))
  return stores.filter(({ name, partner }) => begins(name) || (partner !== null && called.has(partner)))
}

function givenIn({ benefit }: OfferFacts): string {
  if (benefit === null) return ''
  return 'item' in benefit ? benefit.item : 'text' in benefit ? benefit.text : ''
}

/** What is alike stays in the order it came in. */
const ORDER: { readonly [S in OfferSort]: (a: Findable, b: Findable) => number } = {
  newest: (a, b) => b.openedAt - a.openedAt,
  ending: (a, b) => endOf(a) - endOf(b),
  points: (a, b) => pointsOf(a) - pointsOf(b),
}

function endOf({ facts }: Findable): number {
  return facts.publish_until ?? Number.MAX_SAFE_INTEGER
}

/** What costs money asks for no points, and yet is not free. */
function pointsOf({ facts }: Findable): number {
  const cost = costOf(facts)
  if (cost.kind === 'nothing') return 0
  return cost.kind === 'points' ? cost.points : Number.MAX_SAFE_INTEGER
}
