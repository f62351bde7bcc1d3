import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Authored: what the brand decided beside its lists, by name: `goodwill role operator`, `goodwill person usr_…`, `retention`. */
export const settings = sqliteTable('settings', {
  name: text('name').primaryKey(),
  value: text('value', { mode: 'json' }).$type<unknown>().notNull(),
  version: integer('version').notNull(),
})
