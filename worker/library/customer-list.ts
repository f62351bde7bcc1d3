import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { customers, customerTags } from '../../migrations/schema/customers.ts'
import { readCursor } from './cursor.ts'
import { type CustomerRow, findCustomers } from './customers.ts'
import { type Page, readPage } from './page-reading.ts'

/** What a list of customers is asked for; null means any. */
export interface CustomerQuery {
  readonly text: string
  readonly tag: string | null
  readonly plan: string | null
  readonly marketing: boolean | null
  readonly cursor: string | null
  readonly limit: number
}

/** So many people who share a name are looked at; whoever has more of them writes another word. */
export const SEARCH_MOST = 50

/**
 * Customers, newest first. A tag, else a plan, leads an index together with the date; what else is asked for is applied
 * while reading. A search is answered on one page.
 */
export async function listCustomers(db: D1Database, query: CustomerQuery): Promise<Page<CustomerRow>> {
  const fits = (row: CustomerRow) => matches(row, query)
  if (query.text !== '') {
    const found = (await findCustomers(db, query.text, Math.max(SEARCH_MOST, query.limit))).filter(fits)
    return { rows: found, next: null, searchedUpTo: null }
  }
  return readPage({
    read: (cursor, most) =>
      query.tag === null ? plainRows(db, query.plan, cursor, most) : taggedRows(db, query.tag, cursor, most),
    fits,
    place: ({ createdAt, id }) => ({ at: createdAt, id }),
    cursor: query.cursor,
    limit: query.limit,
    filtered: hasFurtherFilters(query),
  })
}

/** Tags that somebody carries, in order: one step along the index for each, however many people carry it. */
export async function tagsInUse(db: D1Database): Promise<readonly string[]> {
  const { results } = await db
    .prepare(
      `WITH RECURSIVE used(tag) AS (
         SELECT min(tag) FROM customer_tags
         UNION ALL SELECT (SELECT min(tag) FROM customer_tags WHERE tag > used.tag) FROM used WHERE used.tag IS NOT NULL
       ) SELECT tag FROM used WHERE tag IS NOT NULL LIMIT ?`,
    )
    .bind(TAGS_MOST)
    .all<{ tag: string }>()
  return results.map(({ tag }) => tag)
}

const TAGS_MOST = 60

async function plainRows(db: D1Database, plan: string | null, cursor: string | null, most: number) {
  return drizzle(db)
    .select()
    .from(customers)
    .where(
      and(
        isNull(customers.mergedInto),
        isNull(customers.erasedAt),
        plan === null ? undefined : eq(customers.planId, plan),
        behind(cursor, customers.createdAt, customers.id),
      ),
    )
    .orderBy(desc(customers.createdAt), desc(customers.id))
    .limit(most)
}

async function taggedRows(db: D1Database, tag: string, cursor: string | null, most: number) {
  const { createdAt, customerId } = customerTags
  const rows = await drizzle(db)
    .select({ customer: customers })
    .from(customerTags)
    .innerJoin(customers, eq(customers.id, customerId))
    .where(and(eq(customerTags.tag, tag), behind(cursor, createdAt, customerId)))
    .orderBy(desc(createdAt), desc(customerId))
    .limit(most)
  return rows.map(({ customer }) => customer)
}

function behind(cursor: string | null, at: SQLiteColumn, id: SQLiteColumn): SQL | undefined {
  const after = cursor === null ? null : readCursor(cursor)
  return after === null ? undefined : sql`(${at}, ${id}) < (${after.at}, ${after.id})`
}

/** Whether more than the leading filter decides. */
function hasFurtherFilters({ tag, plan, marketing }: CustomerQuery): boolean {
  return marketing !== null || (tag !== null && plan !== null)
}

function matches(row: CustomerRow, { tag, plan, marketing }: CustomerQuery): boolean {
  if (tag !== null && !row.tags.includes(tag)) return false
  if (plan !== null && row.planId !== plan) return false
  return marketing === null || row.marketing === marketing
}
