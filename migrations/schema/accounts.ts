import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Projected: every move of every account, and a row for a line that moved nothing. Rebuilt from the objects at any time. */
export const accountEntries = sqliteTable(
  'account_entries',
  {
    customerId: text('customer_id').notNull(),
    seq: integer('seq').notNull(),
    /** Counts the moves of a line from 0. */
    n: integer('n').notNull(),
    at: integer('at').notNull(),
    /** What happened: purchased, adjusted, claimed, … */
    act: text('act').notNull(),
    /** What moved: earned, spent, expired, …; null where nothing did. */
    kind: text('kind'),
    unit: text('unit'),
    amount: integer('amount').notNull(),
    /** By how much it changed what is available, and what that was afterwards. */
    change: integer('change').notNull(),
    balance: integer('balance'),
    /** Line of the account that opened the claim, or recorded the purchase. */
    claim: integer('claim'),
    purchase: integer('purchase'),
    offerId: text('offer_id'),
    voucherId: text('voucher_id'),
    storeId: text('store_id'),
    by: text('by'),
    /** What was paid in a purchase, minor units of `currency`. */
    total: integer('total'),
    currency: text('currency'),
    /** The browser or till it came from; null in rows older than this column. */
    device: text('device'),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.seq, table.n] }),
    index('account_entries_by_time').on(table.at, table.customerId, table.seq, table.n),
    // What a shop recorded, and took back, in order.
    index('account_entries_at_counters')
      .on(table.storeId, table.at, table.customerId, table.seq)
      .where(sql`${table.n} = 0 and ${table.act} in ('purchased', 'purchase_reversed')`),
    // What customers took of an offer in a time: only the lines that say so.
    index('account_entries_by_offer')
      .on(table.offerId, table.at, table.customerId, table.claim, table.act)
      .where(sql`${table.act} in ('claimed', 'claim_cancelled') and ${table.n} = 0`),
  ],
)

/** Whose order it is: the first to send it binds it. Authored: no object could decide it alone. */
export const purchases = sqliteTable(
  'purchases',
  {
    storeId: text('store_id').notNull(),
    orderId: text('order_id').notNull(),
    customerId: text('customer_id').notNull(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
    /** As whoever bound it said: the account's own word counts. Null where nobody did. */
    total: integer('total'),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.orderId] }),
    index('purchases_by_customer').on(table.customerId, table.at),
  ],
)
