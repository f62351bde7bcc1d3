import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Noted } from '../../src/happening.ts'

/** What happened to customers, until the offers that give themselves have looked at it; noted only while there are any. */
export const happenings = sqliteTable(
  'happenings',
  {
    customerId: text('customer_id').notNull(),
    /** What it is noted under: the same thing told twice is noted once. */
    key: text('key').notNull(),
    noted: text('noted', { mode: 'json' }).$type<Noted>().notNull(),
    /** When it is looked at next; later after each failure. */
    dueAt: integer('due_at').notNull(),
    tries: integer('tries').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.key] }),
    index('happenings_by_due').on(table.dueAt, table.customerId, table.key),
  ],
)

/** Projected: on which days a customer was there, by buying or by using a voucher they hold. */
export const visitDays = sqliteTable(
  'visit_days',
  {
    customerId: text('customer_id').notNull(),
    /** YYYY-MM-DD on the clock of the place. */
    day: text('day').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.day] }),
    index('visit_days_by_day').on(table.day, table.customerId),
  ],
)

/** How far the calendar was looked through for an offer: the day that is being dealt with, and behind whom it goes on. */
export const offerSweeps = sqliteTable('offer_sweeps', {
  offerId: text('offer_id').primaryKey(),
  day: text('day').notNull(),
  after: text('after').notNull(),
})
