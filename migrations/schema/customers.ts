import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Authored: the people a brand knows. Email and phone are stored normalised and are unique. */
export const customers = sqliteTable(
  'customers',
  {
    id: text('id').primaryKey(),
    name: text('name'),
    email: text('email').unique(),
    /** E.164. */
    phone: text('phone').unique(),
    cardToken: text('card_token').notNull().unique(),
    birthday: text('birthday'),
    locale: text('locale'),
    zone: text('zone'),
    tags: text('tags', { mode: 'json' }).$type<string[]>().notNull(),
    marketing: integer('marketing', { mode: 'boolean' }).notNull(),
    notes: text('notes'),
    createdAt: integer('created_at').notNull(),
    /** The command that created it and its digest: a repeat answers as then, other content is refused. */
    command: text('command').notNull().unique(),
    digest: text('digest').notNull(),
  },
  (table) => [
    index('customers_by_created').on(table.createdAt, table.id),
    check('customers_reachable', sql`coalesce(${table.name}, ${table.email}, ${table.phone}) is not null`),
  ],
)

/** Folded words by which a customer is found: range compares on the key, never LIKE. */
export const customerTerms = sqliteTable(
  'customer_terms',
  { term: text('term').notNull(), customerId: text('customer_id').notNull() },
  (table) => [primaryKey({ columns: [table.term, table.customerId] })],
)
