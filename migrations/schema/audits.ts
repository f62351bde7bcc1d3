import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Who changed what, for everything that has no ledger of its own; written in the same batch as the change. Triggers of the
 * migration keep it: no line is replaced or changed, but that `before` and `after` may be emptied (a person's words, once
 * they are erased); no line is deleted but by the retention, and none that proves a consent.
 */
export const audits = sqliteTable(
  'audits',
  {
    id: integer('id').primaryKey(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    /** What they were when they did it; null for lines older than this column, and for the product's own clock. */
    role: text('role'),
    device: text('device'),
    /** Network and country. */
    cameFrom: text('came_from'),
    /** Only what changed; null where nothing stood, nothing is told, or words were erased. */
    before: text('before', { mode: 'json' }).$type<Readonly<Record<string, unknown>>>(),
    after: text('after', { mode: 'json' }).$type<Readonly<Record<string, unknown>>>(),
  },
  (table) => [
    index('audits_by_subject').on(table.subject, table.at),
    // The id lies in every index behind its columns: lines are found in the order the log shows them.
    index('audits_by_actor').on(table.by, table.at),
    index('audits_by_action').on(table.action, table.at),
    index('audits_by_time').on(table.at),
  ],
)

/** Before which instant lines may be deleted: a row stands here only within the batch that ends old lines. */
export const auditEnds = sqliteTable('audit_ends', { before: integer('before').primaryKey() })
