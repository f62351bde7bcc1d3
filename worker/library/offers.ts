import { and, desc, eq, gt, gte, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { unionAll } from 'drizzle-orm/sqlite-core'
import { offers, offerTerms as terms } from '../../migrations/schema/offers.ts'
import type { Instant } from '../../src/local-time.ts'
import { BLANK_OFFER, isOfferId, type Offer, type OfferFacts, PUBLISHED_MOST } from '../../src/offer.ts'
import { type OfferPhase, phaseAt, standingOf } from '../../src/offer-state.ts'
import { prefixRange, searchTerms } from '../../src/search-terms.ts'
import { readCursor } from './cursor.ts'
import { type Page, readPage } from './page-reading.ts'

/** An offer as D1 keeps it. */
export type OfferRow = typeof offers.$inferSelect

/** An offer as its pages and the API need it. */
export interface KnownOffer extends Offer {
  readonly createdAt: Instant
  readonly updatedAt: Instant
  /** For the first time; null while it never was. */
  readonly publishedAt: Instant | null
  /** What is taken of it is counted: since it first had a stock, also while it has none. */
  readonly counted: boolean
  /** When that began; null of one that was counted from its first day on. */
  readonly countedAt: Instant | null
}

/** What a list of offers is asked for; null means any. */
export interface OfferQuery {
  readonly phases: readonly OfferPhase[] | null
  readonly category: string | null
  readonly campaign: string | null
  readonly text: string
  readonly cursor: string | null
  readonly limit: number
}

/** A row as the offer it is; what it said before a fact was known counts as nothing said. */
export function offerOf(row: OfferRow): KnownOffer {
  const { id, slug, state, facts, version, createdAt, updatedAt, publishedAt, counted, countedAt } = row
  const known = { slug, state, version, createdAt, updatedAt, publishedAt, countedAt }
  const said = { ...BLANK_OFFER, ...facts }
  return {
    ...known,
    id: `ofr_${id.slice('ofr_'.length)}`,
    facts: said,
    counted: counted || said.stock !== null,
  }
}

/** The offer of that id or at that address, or null. */
export async function offerAsked(db: D1Database, asked: string): Promise<KnownOffer | null> {
  const column = isOfferId(asked) ? offers.id : offers.slug
  const row = await drizzle(db).select().from(offers).where(eq(column, asked)).get()
  return row === undefined ? null : offerOf(row)
}

/** The offers of these ids; ids nobody knows are absent. */
export async function offersNamed(db: D1Database, ids: readonly string[]): Promise<readonly KnownOffer[]> {
  if (ids.length === 0) return []
  const named = sql`${offers.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
  return (await drizzle(db).select().from(offers).where(named)).map(offerOf)
}

/** The offer whose claim word that is, in the form words are compared; null for none that is not over. */
export async function offerByWord(db: D1Database, word: string): Promise<KnownOffer | null> {
  const row = await drizzle(db).select().from(offers).where(eq(offers.claimWord, word)).get()
  return row === undefined ? null : offerOf(row)
}

/** Everything published and not over at that moment that people take, open or still to open, newest first. Never more than may be published. */
export async function offersPublished(db: D1Database, now: Instant): Promise<readonly KnownOffer[]> {
  const rows = await unionAll(endless(drizzle(db)), endingAfter(drizzle(db), now)).limit(PUBLISHED_MOST)
  return rows
    .map(offerOf)
    .filter((offer) => offer.facts.automatic === null)
    .filter((offer) => ['published', 'scheduled'].includes(phaseAt(standingOf(offer), now)))
    .toSorted((a, b) => openedAt(b) - openedAt(a) || b.createdAt - a.createdAt)
}

/** What the portal shows: of these, what is open. */
export async function offersOpen(db: D1Database, now: Instant): Promise<readonly KnownOffer[]> {
  const published = await offersPublished(db, now)
  return published.filter((offer) => phaseAt(standingOf(offer), now) === 'published')
}

/** Since when customers can get it, and so how new it is to them. */
export function openedAt({ facts, publishedAt, createdAt }: KnownOffer): Instant {
  return Math.max(facts.publish_from ?? 0, publishedAt ?? createdAt)
}

/** What is open at that moment and gives itself; mostly nothing, which costs a look at an empty index. */
export async function automaticOffers(db: D1Database, now: Instant): Promise<readonly KnownOffer[]> {
  // Said in the words of the index, which holds nothing else.
  const open = sql`${offers.automatic} is not null and ${offers.state} = 'published'`
  const rows = await drizzle(db).select().from(offers).where(open).limit(PUBLISHED_MOST)
  return rows.map(offerOf).filter((offer) => phaseAt(standingOf(offer), now) === 'published')
}

/** Two ranges of one index, so that what ended by its time is never read. */
function endless(library: DrizzleD1Database) {
  return library
    .select()
    .from(offers)
    .where(and(eq(offers.state, 'published'), isNull(offers.publishUntil)))
}

function endingAfter(library: DrizzleD1Database, now: Instant) {
  return library
    .select()
    .from(offers)
    .where(and(eq(offers.state, 'published'), gt(offers.publishUntil, now)))
}

/** How many are published, scheduled ones among them, as a number inside a statement. */
export function publishedCount(now: Instant): SQL<number> {
  return sql<number>`((select count(*) from ${offers} where ${offers.state} = 'published' and ${offers.publishUntil} is null)
    + (select count(*) from ${offers} where ${offers.state} = 'published' and ${offers.publishUntil} > ${now}))`
}

/**
 * Offers, newest first. A campaign, else the state, leads an index together with the date; what else is asked for is applied
 * while reading. A search is answered on one page.
 */
export async function listOffers(db: D1Database, query: OfferQuery, now: Instant): Promise<Page<KnownOffer>> {
  const fits = (offer: KnownOffer) => matches(offer, query, now)
  if (query.text !== '') {
    const found = (await findOffers(db, query.text)).filter(fits).slice(0, Math.max(query.limit, FOUND_MOST))
    return { rows: found, next: null, searchedUpTo: null }
  }
  return readPage({
    read: (cursor, most) => rowsBehind(db, query, cursor, most),
    fits,
    place: ({ createdAt, id }) => ({ at: createdAt, id }),
    cursor: query.cursor,
    limit: query.limit,
    filtered: query.phases !== null || query.category !== null,
  })
}

/** Whether there is any offer at all. */
export async function anyOffer(db: D1Database): Promise<boolean> {
  return (await drizzle(db).select({ id: offers.id }).from(offers).limit(1).get()) !== undefined
}

const FOUND_MOST = 50
/** So many that share a word are looked at for the others. */
const CANDIDATES_MOST = 1000

async function rowsBehind(
  db: D1Database,
  { campaign, phases }: OfferQuery,
  cursor: string | null,
  most: number,
): Promise<readonly KnownOffer[]> {
  const after = cursor === null ? null : readCursor(cursor)
  const state = campaign === null ? stateOf(phases) : null
  const rows = await drizzle(db)
    .select()
    .from(offers)
    .where(
      and(
        campaign === null ? undefined : eq(offers.campaignId, campaign),
        state === null ? undefined : eq(offers.state, state),
        after === null ? undefined : sql`(${offers.createdAt}, ${offers.id}) < (${after.at}, ${after.id})`,
      ),
    )
    .orderBy(desc(offers.createdAt), desc(offers.id))
    .limit(most)
  return rows.map(offerOf)
}

/** The one authored state all these phases lie in; null where there is no one. What ended by its time is still published. */
function stateOf(phases: OfferQuery['phases']): Offer['state'] | null {
  const states = [...new Set(phases?.map((phase) => (phase === 'scheduled' ? 'published' : phase)))]
  const [only] = states
  return states.length === 1 && only !== undefined && only !== 'ended' ? only : null
}

/** Offers of which every word typed begins a word, newest first. */
async function findOffers(db: D1Database, text: string): Promise<readonly KnownOffer[]> {
  const [lead, ...others] = searchTerms(text).toSorted((a, b) => b.length - a.length)
  if (lead === undefined) return []
  const { from, to } = prefixRange(lead)
  const found = await drizzle(db)
    .select({ offer: offers })
    .from(terms)
    .innerJoin(offers, eq(offers.id, terms.offerId))
    .where(and(gte(terms.term, from), lt(terms.term, to)))
    .limit(CANDIDATES_MOST)
  const distinct = [...new Map(found.map(({ offer }) => [offer.id, offerOf(offer)])).values()]
  return distinct
    .filter(({ facts }) => others.every((word) => termsOf(facts).some((term) => term.startsWith(word))))
    .toSorted((a, b) => b.createdAt - a.createdAt)
}

/** Words by which an offer is found: its name, what it gives, its claim word. */
export function termsOf({ name, benefit, claim_word }: OfferFacts): readonly string[] {
  const gives =
    benefit === null ? '' : 'item' in benefit ? benefit.item : 'text' in benefit ? benefit.text : ''
  return searchTerms(name, claim_word, gives)
}

function matches(offer: KnownOffer, { phases, category, campaign }: OfferQuery, now: Instant): boolean {
  if (phases !== null && !phases.includes(phaseAt(standingOf(offer), now))) return false
  if (category !== null && !offer.facts.categories.includes(category)) return false
  return campaign === null || offer.facts.campaign_id === campaign
}
