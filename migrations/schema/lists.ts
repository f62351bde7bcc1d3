import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ListedState } from '../../src/listed.ts'

/** Authored: a list of the brand's settings. All have the same columns, so one way of creating, changing and ordering serves them. */
function list<Name extends string>(table: Name) {
  return sqliteTable(
    table,
    {
      id: text('id').primaryKey(),
      name: text('name').notNull(),
      /** The name folded: two of one list are never called alike. */
      nameKey: text('name_key').notNull().unique(),
      /** What it says beside its name, as its schema in src reads it. */
      facts: text('facts', { mode: 'json' }).$type<Readonly<Record<string, unknown>>>().notNull(),
      position: integer('position').notNull(),
      state: text('state').$type<ListedState>().notNull(),
      version: integer('version').notNull(),
      createdAt: integer('created_at').notNull(),
      /** The command that created it and its digest: a repeat answers as then, other content is refused. */
      command: text('command').notNull().unique(),
      digest: text('digest').notNull(),
    },
    (of) => [index(`${table}_by_position`).on(of.position, of.id)],
  )
}

/** What memberships there are: price, period and what they give. */
export const plans = list('plans')
/** By what offers are grouped. */
export const categories = list('categories')
/** Named groups of offers: goal, budget, dates. */
export const campaigns = list('campaigns')
/** Words that customers carry, by name, in `customers.tags`. */
export const customerTags = list('tags')
/** Why somebody issues by hand; empty stands for the reasons a brand begins with. */
export const goodwillReasons = list('goodwill_reasons')
