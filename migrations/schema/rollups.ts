import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Projected: what happened on each day of the brand's calendar, for the whole brand (scope '') and for each store, in all and by source. */
export const dayFigures = sqliteTable(
  'day_figures',
  {
    /** '' is the whole brand, else a store's id; with `@` and a source behind it, the vouchers of that source alone. */
    scope: text('scope').notNull(),
    /** YYYY-MM-DD in the brand's zone, as it was when the line was counted. */
    day: text('day').notNull(),
    issued: integer('issued').notNull(),
    redeemed: integer('redeemed').notNull(),
    rolledBack: integer('rolled_back').notNull(),
    refused: integer('refused').notNull(),
    /** Vouchers whose last day this is and that are still open: on a past day they have ended unused. */
    ending: integer('ending').notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.day] })],
)

/** Projected: the value that ends with each day; what ends today or later is outstanding. '9999-12-31' has no end. */
export const dayValues = sqliteTable(
  'day_values',
  {
    scope: text('scope').notNull(),
    day: text('day').notNull(),
    currency: text('currency').notNull(),
    /** Minor units. */
    value: integer('value').notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.day, table.currency] })],
)

/** How far the figures have come: one row, absent before the first fold. Counted in the same batch as what it counts. */
export const rollupCursor = sqliteTable('rollup_cursor', {
  id: integer('id').primaryKey(),
  /** Grows with every fold: of two folds at once, one changes nothing. */
  version: integer('version').notNull(),
  /** Lines up to this instant are or will be counted by place; one that arrives afterwards is put among the late. */
  closedAt: integer('closed_at').notNull(),
  /** The last line counted by place. */
  at: integer('at').notNull(),
  voucherId: text('voucher_id').notNull(),
  seq: integer('seq').notNull(),
  /** When a fold last ran to its end. */
  ranAt: integer('ran_at').notNull(),
})

/** Ledger lines that reached the library after their time was closed: counted next, then taken off. */
export const lateEntries = sqliteTable(
  'late_entries',
  {
    at: integer('at').notNull(),
    voucherId: text('voucher_id').notNull(),
    seq: integer('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.at, table.voucherId, table.seq] })],
)
