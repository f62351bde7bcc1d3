import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Who changed what, for everything that has no ledger of its own; written in the same batch as the change. */
export const audits = sqliteTable(
  'audits',
  {
    id: integer('id').primaryKey(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
  },
  (table) => [index('audits_by_subject').on(table.subject, table.at)],
)
