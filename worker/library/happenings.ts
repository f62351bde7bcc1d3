import { and, asc, eq, lte, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { customers } from '../../migrations/schema/customers.ts'
import { happenings, visitDays } from '../../migrations/schema/happenings.ts'
import { assert } from '../../src/assert.ts'
import type { Noted } from '../../src/happening.ts'
import type { Instant, LocalDate } from '../../src/local-time.ts'
import type { CustomerRow } from './customers.ts'

/** Something that was noted, and of whom; null where they are nobody any more. */
export interface DueHappening {
  readonly customerId: string
  readonly key: string
  readonly noted: Noted
  readonly tries: number
  readonly customer: CustomerRow | null
}

/** What is to be looked at by now, the longest waiting first. */
export async function dueHappenings(
  db: D1Database,
  now: Instant,
  most: number,
): Promise<readonly DueHappening[]> {
  const { customerId, key, noted, tries, dueAt } = happenings
  return drizzle(db)
    .select({ customerId, key, noted, tries, customer: customers })
    .from(happenings)
    .leftJoin(customers, eq(customers.id, customerId))
    .where(lte(dueAt, now))
    .orderBy(asc(dueAt), asc(customerId), asc(key))
    .limit(most)
}

/** Takes off what was looked at. */
export async function forgetHappenings(
  db: D1Database,
  done: readonly Pick<DueHappening, 'customerId' | 'key'>[],
): Promise<void> {
  if (done.length === 0) return
  const keys = JSON.stringify(done.map(({ customerId, key }) => ({ customerId, key })))
  await db
    .prepare(
      `DELETE FROM happenings WHERE (customer_id, key) IN
         (SELECT value ->> 'customerId', value ->> 'key' FROM json_each(?1))`,
    )
    .bind(keys)
    .run()
}

/** Looks at it again later. */
export async function postponeHappening(
  db: D1Database,
  { customerId, key, tries }: Pick<DueHappening, 'customerId' | 'key' | 'tries'>,
  dueAt: Instant,
): Promise<void> {
  await drizzle(db)
    .update(happenings)
    .set({ dueAt, tries: tries + 1 })
    .where(and(eq(happenings.customerId, customerId), eq(happenings.key, key)))
}

/**
 * Writes down that somebody was there; the lists will say so too. Gives which of their days that one is, and how many they
 * are by now: more where it is heard of late.
 */
export async function visitNumbers(
  db: D1Database,
  customer: string,
  day: LocalDate,
): Promise<{ readonly first: number; readonly last: number }> {
  const library = drizzle(db)
  const until = sql`case when ${visitDays.day} <= ${day} then ${visitDays.day} end`
  const [, rows] = await library.batch([
    library.insert(visitDays).values({ customerId: customer, day }).onConflictDoNothing(),
    library
      .select({
        first: sql<number>`count(distinct ${until})`,
        last: sql<number>`count(distinct ${visitDays.day})`,
      })
      .from(visitDays)
      .where(ofPerson(customer)),
  ])
  const [row] = rows
  assert(row !== undefined, 'a count is one row')
  return row
}

/** The last day they were there; null for never. */
export async function lastVisit(db: D1Database, customer: string): Promise<LocalDate | null> {
  const [row] = await drizzle(db)
    .select({ day: sql<LocalDate | null>`max(${visitDays.day})` })
    .from(visitDays)
    .where(ofPerson(customer))
  return row?.day ?? null
}

/** Under whatever record of theirs: those that were merged into this one too. */
function ofPerson(customer: string) {
  return sql`${visitDays.customerId} in
    (select ${customer} union all select "id" from "customers" where "merged_into" = ${customer})`
}
