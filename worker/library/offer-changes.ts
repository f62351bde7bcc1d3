import { and, eq, gte, lt, lte, ne, or, type SQL, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { audits } from '../../migrations/schema/audits.ts'
import { offerActs, offers, offerTerms as terms } from '../../migrations/schema/offers.ts'
import { differenceOf } from '../../src/audit.ts'
import { type Instant, rfc3339 } from '../../src/local-time.ts'
import { claimWordKey, type OfferFacts, PUBLISHED_MOST } from '../../src/offer.ts'
import { freeSlug, slugOf } from '../../src/offer-slug.ts'
import { phaseAt } from '../../src/offer-state.ts'
import { type Act, auditIf, auditLine, type Done } from './audit.ts'
import { type KnownOffer, type OfferRow, offerAsked, offerOf, publishedCount, termsOf } from './offers.ts'

/** What came of creating: the offer (perhaps of the first sending), or why not. */
export type OfferCreation =
  | { readonly kind: 'created'; readonly offer: KnownOffer }
  | { readonly kind: 'replayed'; readonly offer: KnownOffer }
  | { readonly kind: 'key_reused' | 'claim_word_taken' }

/** What came of changing one. `stale`: somebody was faster, and this is what stands. */
export type OfferChange =
  | { readonly kind: 'changed'; readonly offer: KnownOffer }
  | { readonly kind: 'replayed'; readonly offer: KnownOffer }
  | { readonly kind: 'stale'; readonly offer: KnownOffer }
  | { readonly kind: 'key_reused' | 'claim_word_taken' | 'offers_full' | 'absent' }

/** The command an act came with. */
interface Sent {
  readonly command: string
  readonly digest: string
}

/** Two authors may reach for one address at the same moment: whoever is later looks again. */
const ATTEMPTS = 5

/** Creates a draft with its words and the audit row in one atomic batch; the same command is answered as then. */
export async function createOffer(
  db: D1Database,
  { id, facts, command, digest }: Sent & { readonly id: string; readonly facts: OfferFacts },
  act: Act,
): Promise<OfferCreation> {
  const library = drizzle(db)
  const told = { action: 'offer_created' as const, subject: id, ...differenceOf(null, toldOf(facts)) }
  for (let attempt = 1; ; attempt += 1) {
    const row: OfferRow = {
      ...columnsOf(facts, 'draft', act.at),
      ...{ id, command, digest, version: 1, createdAt: act.at, updatedAt: act.at, publishedAt: null },
      counted: facts.stock !== null,
      countedAt: null,
      slug: await slugFor(library, facts.name, id),
    }
    try {
      await library.batch([
        releaseWord(library, row, act.at),
        library.insert(offers).values(row),
        library.insert(terms).values(termRows(row)),
        library.insert(audits).values(auditLine(act, told)),
      ])
      return { kind: 'created', offer: offerOf(row) }
    } catch (failure) {
      // Unique columns decide between two at once; anything else is an outage.
      const sent = await library.select().from(offers).where(eq(offers.command, command)).get()
      if (sent !== undefined)
        return sent.digest === digest ? { kind: 'replayed', offer: offerOf(sent) } : { kind: 'key_reused' }
      if (await isWordTaken(library, row)) return { kind: 'claim_word_taken' }
      if (attempt === ATTEMPTS || (await offerAsked(db, row.slug)) === null) throw failure
    }
  }
}

/** What is done with an offer: what it says is changed, or the whole of it published, paused, ended. */
export interface OfferMove {
  readonly before: KnownOffer
  readonly state: KnownOffer['state']
  readonly facts: OfferFacts
  readonly action: Extract<Done['action'], `offer_${string}`>
  /** Under a key of the caller's own. */
  readonly sent?: Sent
}

/**
 * Changes an offer from the version that was seen, with its words and audit row, in one atomic batch. Everything beside the
 * row asks for that version first and the row moves on last, so that a change too late does nothing at all.
 */
export async function changeOffer(db: D1Database, move: OfferMove, act: Act): Promise<OfferChange> {
  const library = drizzle(db)
  const { before, state, sent } = move
  const opens = state === 'published' && before.state !== 'published'
  const room = opens ? sql` and ${publishedCount(act.at)} < ${PUBLISHED_MOST}` : sql``
  const seen = sql`${offers.id} = ${before.id} and ${offers.version} = ${before.version}${room}`
  for (let attempt = 1; ; attempt += 1) {
    const after = await rowAfter(library, move, act.at)
    const row = library.update(offers).set(after).where(seen)
    try {
      const results = await db.batch(
        [...besides(library, move, after, act, seen), row].map((statement) => prepared(db, statement)),
      )
      if (results.at(-1)?.meta.changes === 1) return { kind: 'changed', offer: { ...before, ...after } }
      return whyNot(db, before)
    } catch (failure) {
      const repeated = sent === undefined ? null : await actBefore(db, sent)
      if (repeated !== null) return repeated
      if (await isWordTaken(library, { ...after, id: before.id })) return { kind: 'claim_word_taken' }
      const other = await offerAsked(db, after.slug)
      if (attempt === ATTEMPTS || other === null || other.id === before.id) throw failure
    }
  }
}

type Library = DrizzleD1Database
type Columns = Pick<
  OfferRow,
  'state' | 'facts' | 'publishFrom' | 'publishUntil' | 'campaignId' | 'automatic' | 'claimWord'
>

/** Columns by which it is found follow from what it says. A word is its own while it is not over. */
function columnsOf(facts: OfferFacts, state: OfferRow['state'], now: Instant): Columns {
  const { publish_from, publish_until, campaign_id, claim_word, automatic } = facts
  const over = phaseAt({ state, publish_from, publish_until }, now) === 'ended'
  return {
    state,
    facts,
    publishFrom: publish_from,
    publishUntil: publish_until,
    campaignId: campaign_id,
    automatic: automatic?.on ?? null,
    claimWord: claim_word === null || over ? null : claimWordKey(claim_word),
  }
}

async function rowAfter(library: Library, { before, state, facts }: OfferMove, now: Instant) {
  const countingBegins = !before.counted && facts.stock !== null
  const renamed = before.publishedAt === null && slugOf(facts.name) !== slugOf(before.facts.name)
  return {
    ...columnsOf(facts, state, now),
    slug: renamed ? await slugFor(library, facts.name, before.id) : before.slug,
    version: before.version + 1,
    updatedAt: now,
    publishedAt: before.publishedAt ?? (state === 'published' ? now : null),
    counted: before.counted || facts.stock !== null,
    ...(countingBegins && { countedAt: now }),
  }
}

/** All that goes with a change of the row, each only while the row is the one that was seen. */
function besides(
  library: Library,
  { before, state, facts, action, sent }: OfferMove,
  after: Columns,
  act: Act,
  seen: SQL,
) {
  const still = sql`exists (select 1 from ${offers} where ${seen})`
  const [had, has] = [termsOf(before.facts), termsOf(facts)]
  const words = (list: readonly string[], others: readonly string[]) =>
    JSON.stringify(list.filter((word) => !others.includes(word)))
  const told = differenceOf({ ...toldOf(before.facts), state: before.state }, { ...toldOf(facts), state })
  const { createdAt, id } = before
  return [
    releaseWord(library, { ...after, id }, act.at),
    auditIf(library, act, { action, subject: id, ...told }, sql`from ${offers} where ${seen}`),
    library
      .delete(terms)
      .where(
        sql`${terms.term} in (select value from json_each(${words(had, has)})) and ${terms.createdAt} = ${createdAt} and ${terms.offerId} = ${id} and ${still}`,
      ),
    library
      .insert(terms)
      .select(sql`select value, ${createdAt}, ${id} from json_each(${words(has, had)}) where ${still}`),
    ...(sent === undefined
      ? []
      : [
          library
            .insert(offerActs)
            .select(sql`select ${sent.command}, ${id}, ${sent.digest} from ${offers} where ${seen}`),
        ]),
  ]
}

/** What the log tells: what it says, with moments as people read them. */
function toldOf(facts: OfferFacts) {
  const { publish_from, publish_until } = facts
  const at = (instant: Instant | null) => (instant === null ? null : rfc3339(instant))
  return { ...facts, publish_from: at(publish_from), publish_until: at(publish_until) }
}

/** A word is free again once the time of the offer that had it is over, though nobody ended it. */
function releaseWord(
  library: Library,
  { claimWord, id }: { claimWord: string | null; id: string },
  now: Instant,
) {
  return library
    .update(offers)
    .set({ claimWord: null })
    .where(and(eq(offers.claimWord, claimWord ?? ''), lte(offers.publishUntil, now), ne(offers.id, id)))
}

async function isWordTaken(library: Library, { claimWord, id }: { claimWord: string | null; id: string }) {
  if (claimWord === null) return false
  const holder = await library
    .select({ id: offers.id })
    .from(offers)
    .where(eq(offers.claimWord, claimWord))
    .get()
  return holder !== undefined && holder.id !== id
}

/** The first free address for a name; its own counts as free. */
async function slugFor(library: Library, name: string, id: string): Promise<string> {
  const slug = slugOf(name)
  // Numbers behind a dash: digits end before the colon.
  const numbered = and(gte(offers.slug, `${slug}-`), lt(offers.slug, `${slug}-:`))
  const rows = await library
    .select({ slug: offers.slug, id: offers.id })
    .from(offers)
    .where(or(eq(offers.slug, slug), numbered))
  return freeSlug(slug, new Set(rows.filter((row) => row.id !== id).map((row) => row.slug)))
}

function termRows({ facts, createdAt, id }: Pick<OfferRow, 'facts' | 'createdAt' | 'id'>) {
  return termsOf(facts).map((term) => ({ term, createdAt, offerId: id }))
}

/** What came of the same command when it was sent before; null when it is new. */
export async function actBefore(db: D1Database, { command, digest }: Sent): Promise<OfferChange | null> {
  const done = await drizzle(db)
    .select({ digest: offerActs.digest, offer: offers })
    .from(offerActs)
    .innerJoin(offers, eq(offers.id, offerActs.offerId))
    .where(eq(offerActs.command, command))
    .get()
  if (done === undefined) return null
  return done.digest === digest ? { kind: 'replayed', offer: offerOf(done.offer) } : { kind: 'key_reused' }
}

/** Nothing was done: somebody was faster, or there are as many published as there may be. */
async function whyNot(db: D1Database, { id, version }: KnownOffer): Promise<OfferChange> {
  const offer = await offerAsked(db, id)
  if (offer === null) return { kind: 'absent' }
  return offer.version === version ? { kind: 'offers_full' } : { kind: 'stale', offer }
}

function prepared(
  db: D1Database,
  statement: { toSQL(): { sql: string; params: unknown[] } },
): D1PreparedStatement {
  const { sql: text, params } = statement.toSQL()
  return db.prepare(text).bind(...params)
}
