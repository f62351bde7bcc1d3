import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Authored: whoever asked that everything about them be erased, and how far that has come. Once it is done a row holds
 * ids alone, and stays: a backup from before is restored without them.
 */
export const erasures = sqliteTable(
  'erasures',
  {
    customerId: text('customer_id').primaryKey(),
    askedAt: integer('asked_at').notNull(),
    askedBy: text('asked_by').notNull(),
    /** Null while it waits and can be taken back. */
    decidedAt: integer('decided_at'),
    decidedBy: text('decided_by'),
    /** Every record of this person, their own first: merged ones have vouchers of their own. */
    records: text('records', { mode: 'json' }).$type<readonly string[]>().notNull(),
    /** By what they are still looked for elsewhere, as JSON; null before, and again once it is done. */
    clues: text('clues'),
    /** The step that comes next, as `ERASURE_STEPS` names them; and within it, the last thing dealt with. */
    step: text('step'),
    cursor: text('cursor'),
    finishedAt: integer('finished_at'),
    /** When the clock last took it up: one that fails lets the others go first. */
    triedAt: integer('tried_at'),
  },
  (table) => [
    index('erasures_waiting').on(table.askedAt).where(sql`${table.decidedAt} is null`),
    index('erasures_unfinished')
      .on(table.triedAt, table.decidedAt)
      .where(sql`${table.decidedAt} is not null and ${table.finishedAt} is null`),
    index('erasures_by_end').on(table.finishedAt).where(sql`${table.finishedAt} is not null`),
  ],
)
