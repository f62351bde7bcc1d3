import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Projected: whoever can act for the brand (staff, devices, API keys), as of their object's change `seq`. */
export const people = sqliteTable(
  'people',
  {
    id: text('id').primaryKey(),
    /** staff, device, key. */
    kind: text('kind').notNull(),
    role: text('role').notNull(),
    name: text('name').notNull(),
    /** The name without case and accents: lists are in its order. */
    folded: text('folded').notNull(),
    stores: text('stores', { mode: 'json' }).$type<string[]>().notNull(),
    partner: text('partner'),
    email: text('email'),
    phone: text('phone'),
    /** invited, active, suspended, archived. */
    state: text('state').notNull(),
    archived: integer('archived', { mode: 'boolean' }).notNull(),
    invitedAt: integer('invited_at'),
    joinedAt: integer('joined_at'),
    lastSeenAt: integer('last_seen_at'),
    version: integer('version').notNull(),
    seq: integer('seq').notNull(),
  },
  (table) => [
    index('people_by_name').on(table.kind, table.archived, table.folded, table.id),
    index('people_by_state').on(table.kind, table.state, table.folded, table.id),
  ],
)

/** Projected: words of a name, and `@` + store for every shop somebody works in, each leading to people in the order of lists. */
export const peopleTerms = sqliteTable(
  'people_terms',
  {
    term: text('term').notNull(),
    kind: text('kind').notNull(),
    folded: text('folded').notNull(),
    personId: text('person_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.term, table.kind, table.folded, table.personId] }),
    index('people_terms_by_person').on(table.personId),
  ],
)
