import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Projected: one row per voucher, as of ledger line `seq`. Rebuilt from the objects at any time. */
export const vouchers = sqliteTable(
  'vouchers',
  {
    id: text('id').primaryKey(),
    codeLast4: text('code_last4').notNull(),
    /** Opens only with the Worker's key, the id as associated data. */
    sealedCode: text('sealed_code').notNull(),
    /** The frozen promise, as issued. */
    terms: text('terms').notNull(),
    /** What people typed at issue: reason, note, metadata. Erasable. */
    words: text('words').notNull(),
    customerId: text('customer_id'),
    source: text('source').notNull(),
    /** The offer it came from; null where it came from none, and in rows older than this column. */
    offerId: text('offer_id'),
    issuedAt: integer('issued_at').notNull(),
    issuedBy: text('issued_by').notNull(),
    /** Where it was issued; null in no store, and in rows older than this column until a rebuild. */
    issuedStoreId: text('issued_store_id'),
    /** active, redeemed, partially_redeemed, void, blocked: expiry is computed from `closes_at`, never stored. */
    state: text('state').notNull(),
    validity: text('validity').notNull(),
    closesAt: integer('closes_at'),
    /** Until when orders hold all of it; null where they do not, as of the last line or the last hold that ended. */
    heldUntil: integer('held_until'),
    usesLeft: integer('uses_left'),
    balance: integer('balance'),
    redeemedAt: integer('redeemed_at'),
    redeemedStoreId: text('redeemed_store_id'),
    /** Refusals no longer kept whole, by day and reason. */
    refusalCounts: text('refusal_counts').notNull(),
    seq: integer('seq').notNull(),
  },
  (table) => [
    index('vouchers_by_issue').on(table.issuedAt, table.id),
    index('vouchers_by_state').on(table.state, table.issuedAt, table.id),
    index('vouchers_by_customer')
      .on(table.customerId, table.issuedAt, table.id)
      .where(sql`${table.customerId} is not null`),
    index('vouchers_by_source').on(table.source, table.issuedAt, table.id),
    index('vouchers_by_offer')
      .on(table.offerId, table.issuedAt, table.id)
      .where(sql`${table.offerId} is not null`),
    index('vouchers_held').on(table.issuedAt, table.id).where(sql`${table.heldUntil} is not null`),
    index('vouchers_by_store')
      .on(table.redeemedStoreId, table.issuedAt, table.id)
      .where(sql`${table.redeemedStoreId} is not null`),
  ],
)

/** Projected: every ledger line and every refused attempt that its object keeps. */
export const entries = sqliteTable(
  'entries',
  {
    voucherId: text('voucher_id').notNull(),
    seq: integer('seq').notNull(),
    kind: text('kind').notNull(),
    outcome: text('outcome').notNull(),
    reason: text('reason'),
    at: integer('at').notNull(),
    by: text('by').notNull(),
    storeId: text('store_id'),
    partnerId: text('partner_id'),
    channel: text('channel').notNull(),
    amount: integer('amount'),
    balance: integer('balance'),
    forced: integer('forced', { mode: 'boolean' }).notNull(),
    /** Hex of the chain up to this line; null for refused attempts, which are not chained. */
    hash: text('hash'),
    /** Store the voucher was issued from: what it still promises is counted there. */
    issuedStoreId: text('issued_store_id'),
    /** What the line changed about an open voucher's end and value, as JSON; null where it changed neither. */
    effect: text('effect'),
    /** The browser or till it came from; nobody is told it, a reader only hears whether it was theirs. Null in rows older than this column. */
    device: text('device'),
    /** Currency of `amount`; null where there is none, and in rows older than this column. */
    currency: text('currency'),
    /** Of a redemption: when all of it was taken back; null while it stands. */
    undoneAt: integer('undone_at'),
    /** Of a redemption: how much of stored value was given back, in minor units. */
    returned: integer('returned').notNull().default(0),
    /** Of a rollback: when what it takes back was redeemed. */
    undoesAt: integer('undoes_at'),
  },
  // By time, so that what happened is counted and listed in order without an index of its own.
  (table) => [
    primaryKey({ columns: [table.at, table.voucherId, table.seq] }),
    index('entries_refused').on(table.voucherId, table.seq).where(sql`${table.outcome} = 'refused'`),
    // What a shop's counters did, in order: only the lines that come from there pay for it.
    index('entries_at_counters')
      .on(table.storeId, table.at, table.voucherId, table.seq)
      .where(sql`${table.kind} in ('redeemed', 'rolled_back')`),
  ],
)

/** Folded words of titles and last four symbols, by which a voucher is found, newest first within a word. */
export const voucherTerms = sqliteTable(
  'voucher_terms',
  {
    term: text('term').notNull(),
    issuedAt: integer('issued_at').notNull(),
    voucherId: text('voucher_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.term, table.issuedAt, table.voucherId] })],
)
