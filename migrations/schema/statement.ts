import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Projected: every line a customer reads in their statement, of their account and of the vouchers they hold, in its order:
 * a page of it reads its own rows and no others. Words people typed stay in the account. Rebuilt from the objects at any time.
 */
export const statementLines = sqliteTable(
  'statement_lines',
  {
    customerId: text('customer_id').notNull(),
    /** The end of a voucher stands here before it comes, and is moved or taken away with it. */
    at: integer('at').notNull(),
    /** Names a line, in order within an instant. */
    line: text('line').notNull(),
    /** A unit, `purchases` or `vouchers`; and what happened to it. */
    about: text('about').notNull(),
    event: text('event').notNull(),
    /** By how much it changed what was there, what that was afterwards, and of what money; null where it is no amount. */
    change: integer('change'),
    balance: integer('balance'),
    currency: text('currency'),
    /** What became a debt by it. */
    owed: integer('owed'),
    endsAt: integer('ends_at'),
    title: text('title'),
    storeId: text('store_id'),
    /** What was paid in a purchase. */
    paid: integer('paid'),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.at, table.line] })],
)
