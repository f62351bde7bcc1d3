import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { OfferFacts, OfferState } from '../../src/offer.ts'

/** Authored: what a brand promises. Columns beside the facts are those by which it is found. */
export const offers = sqliteTable(
  'offers',
  {
    id: text('id').primaryKey(),
    /** Its address; it stays once the offer was published. */
    slug: text('slug').notNull().unique(),
    /** What its author made of it: whether it is open, the clock says too. */
    state: text('state').$type<OfferState>().notNull(),
    publishFrom: integer('publish_from'),
    /** Exclusive. */
    publishUntil: integer('publish_until'),
    campaignId: text('campaign_id'),
    /** On what it gives itself, as its facts say; null for one that people take. */
    automatic: text('automatic'),
    /** The claim word as codes are compared, while it is this offer's: one that has ended has none. */
    claimWord: text('claim_word').unique(),
    facts: text('facts', { mode: 'json' }).$type<OfferFacts>().notNull(),
    /** Counts changes: whoever edits says which version they saw. */
    version: integer('version').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    /** When it was published for the first time. */
    publishedAt: integer('published_at'),
    /** Its stock object counts what is taken: since it first had a stock, also while it has none. */
    counted: integer('counted', { mode: 'boolean' }).notNull().default(false),
    /** When that began; null of an offer that was counted from its first day on. */
    countedAt: integer('counted_at'),
    /** The command that created it and its digest: a repeat answers as then, other content is refused. */
    command: text('command').notNull().unique(),
    digest: text('digest').notNull(),
  },
  (table) => [
    index('offers_by_created').on(table.createdAt, table.id),
    index('offers_by_state').on(table.state, table.createdAt, table.id),
    // The portal's own: what is published and not over, however many ended by their time.
    index('offers_by_end').on(table.state, table.publishUntil),
    index('offers_by_campaign').on(table.campaignId, table.createdAt, table.id),
    // Asked whenever something happens: mostly there is none.
    index('offers_automatic')
      .on(table.automatic, table.id)
      .where(sql`${table.automatic} is not null and ${table.state} = 'published'`),
  ],
)

/** Folded words of names and items, by which an offer is found, newest first within a word. */
export const offerTerms = sqliteTable(
  'offer_terms',
  {
    term: text('term').notNull(),
    createdAt: integer('created_at').notNull(),
    offerId: text('offer_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.term, table.createdAt, table.offerId] })],
)

/** What was done with an offer under a key of the caller's own: sent again it is answered, not done again. */
export const offerActs = sqliteTable('offer_acts', {
  command: text('command').primaryKey(),
  offerId: text('offer_id').notNull(),
  digest: text('digest').notNull(),
})

/**
 * How many of an offer are taken, as far as ledgers are projected: claims that stand, and vouchers issued from it to nobody.
 * Kept by triggers of the migrations beside the rows of `account_entries` and `vouchers` they count, and by nothing else. Lists
 * read it; what a stock has left its object knows.
 */
export const offerClaims = sqliteTable('offer_claims', {
  offerId: text('offer_id').primaryKey(),
  standing: integer('standing').notNull(),
})
