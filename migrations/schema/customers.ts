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
    planId: text('plan_id'),
    /** The record that stays, where this one turned out to be the same person. */
    mergedInto: text('merged_into'),
    /** When everything about them was erased; the row that is left is a pseudonym for ledgers and reports. */
    erasedAt: integer('erased_at'),
    /** Counts changes: whoever edits says which version they saw. */
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    /** Null until it is changed for the first time. */
    updatedAt: integer('updated_at'),
    /** The command that created it and its digest: a repeat answers as then, other content is refused. */
    command: text('command').notNull().unique(),
    digest: text('digest').notNull(),
  },
  (table) => [
    index('customers_by_created').on(table.createdAt, table.id).where(sql`${table.mergedInto} is null`),
    index('customers_by_plan')
      .on(table.planId, table.createdAt, table.id)
      .where(sql`${table.planId} is not null`),
    // By month and day: the year is nobody's business.
    index('customers_by_birthday')
      .on(sql`substr("birthday", -5)`, table.id)
      .where(sql`${table.birthday} is not null and ${table.mergedInto} is null`),
    index('customers_by_survivor').on(table.mergedInto).where(sql`${table.mergedInto} is not null`),
    check('customers_reachable', sql`coalesce(${table.name}, ${table.email}, ${table.phone}) is not null`),
  ],
)

/** Folded words by which a customer is found: range compares on the key, never LIKE. */
export const customerTerms = sqliteTable(
  'customer_terms',
  { term: text('term').notNull(), customerId: text('customer_id').notNull() },
  (table) => [primaryKey({ columns: [table.term, table.customerId] })],
)

/** Tags once more, led by the tag: who carries it, newest first. The customer's own row says which ones they are. */
export const customerTags = sqliteTable(
  'customer_tags',
  {
    tag: text('tag').notNull(),
    createdAt: integer('created_at').notNull(),
    customerId: text('customer_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tag, table.createdAt, table.customerId] })],
)

/** Two records that turned out to be one person, and how far their vouchers have moved. A record gives way once. */
export const customerMerges = sqliteTable(
  'customer_merges',
  {
    id: text('id').primaryKey(),
    survivorId: text('survivor_id').notNull(),
    mergedId: text('merged_id').notNull().unique(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
    /** Vouchers moved so far. */
    moved: integer('moved').notNull().default(0),
    /** The last voucher looked at, newest first; null before the first. */
    cursor: text('cursor'),
    finishedAt: integer('finished_at'),
    command: text('command').notNull().unique(),
    digest: text('digest').notNull(),
  },
  (table) => [index('customer_merges_by_survivor').on(table.survivorId, table.at)],
)

/** A file of customers: how its columns are read and how far it has come. The file itself lies in the bucket until it is done. */
export const customerImports = sqliteTable(
  'customer_imports',
  {
    id: text('id').primaryKey(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
    fileName: text('file_name').notNull(),
    /** SHA-256 of the file, hex: with the line it names each row's command. */
    digest: text('digest').notNull(),
    /** Null while it is only looked at. */
    reading: text('reading'),
    /** Lines of data in the file, and the last one dealt with. */
    lines: integer('lines').notNull(),
    doneTo: integer('done_to').notNull().default(0),
    created: integer('created').notNull().default(0),
    updated: integer('updated').notNull().default(0),
    skipped: integer('skipped').notNull().default(0),
    refused: integer('refused').notNull().default(0),
    finishedAt: integer('finished_at'),
  },
  (table) => [index('customer_imports_by_time').on(table.at, table.id)],
)

/** Lines of a file that were not taken, and why. */
export const customerImportRefusals = sqliteTable(
  'customer_import_refusals',
  {
    importId: text('import_id').notNull(),
    line: integer('line').notNull(),
    why: text('why').notNull(),
    /** The cells as they stood in the file. */
    cells: text('cells').notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.line] })],
)
