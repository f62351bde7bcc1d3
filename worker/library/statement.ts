import { and, asc, desc, eq, gte, lt, max, type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { accountEntries } from '../../migrations/schema/accounts.ts'
import { statementLines } from '../../migrations/schema/statement.ts'
import type { Instant } from '../../src/local-time.ts'
import type { Told, ToldAbout } from '../../src/told.ts'
import { readCursor } from './cursor.ts'
import { type Page, readPage } from './page-reading.ts'

/** What is asked of a statement; null means any. */
export interface StatementQuery {
  readonly customer: string
  readonly about: ToldAbout | null
  readonly from: Instant | null
  /** Exclusive: what ends later has not happened. */
  readonly to: Instant
  readonly cursor: string | null
  readonly limit: number
}

/**
 * Lines of a statement, newest first: those in the list, and among them what the account has written and the list does not
 * have yet (`unlisted`). Customer, days and place lead the key they lie under; what they are about is looked at while reading.
 */
export async function listTold(
  db: D1Database,
  query: StatementQuery,
  unlisted: readonly Told[],
): Promise<Page<Told>> {
  const { about, limit } = query
  const read = async (cursor: string | null, most: number) => {
    const listed = await rowsOf(db, { ...query, cursor }, most)
    const known = new Set(listed.map(({ line }) => line))
    const others = unlisted.filter((told) => !known.has(told.line) && isInRange(told, { ...query, cursor }))
    return [...listed, ...others].toSorted(newestFirst).slice(0, most)
  }
  const fits = (told: Told) => about === null || told.about === about
  return readPage({ read, fits, place, cursor: query.cursor, limit, filtered: about !== null })
}

/** Up to which of its lines the lists know an account; 0 for none. */
export async function listedUpTo(db: D1Database, customer: string): Promise<number> {
  const row = await drizzle(db)
    .select({ seq: max(accountEntries.seq) })
    .from(accountEntries)
    .where(eq(accountEntries.customerId, customer))
    .get()
  return row?.seq ?? 0
}

/** When the first thing happened that a statement tells; null for nobody's. */
export async function toldFirst(db: D1Database, customer: string): Promise<Instant | null> {
  const { customerId, at, line } = statementLines
  const row = await drizzle(db)
    .select({ at })
    .from(statementLines)
    .where(eq(customerId, customer))
    .orderBy(asc(at), asc(line))
    .limit(1)
    .get()
  return row?.at ?? null
}

type Range = Pick<StatementQuery, 'customer' | 'from' | 'to' | 'cursor'>

async function rowsOf(db: D1Database, range: Range, most: number): Promise<readonly Told[]> {
  const { customerId, at, line } = statementLines
  const rows = await drizzle(db)
    .select()
    .from(statementLines)
    .where(and(eq(customerId, range.customer), ...bounds(range)))
    .orderBy(desc(at), desc(line))
    .limit(most)
  // Written from lines as they are told, by their own names.
  return rows.map(({ customerId: _, storeId, ...told }) => ({ ...told, store: storeId }) as Told)
}

function bounds({ from, to, cursor }: Range): SQL[] {
  const { at, line } = statementLines
  const after = cursor === null ? null : readCursor(cursor)
  // Of two upper ends only one is sought in the key; behind a cursor the other one holds anyhow.
  const until =
    after === null || after.at >= to ? lt(at, to) : sql`(${at}, ${line}) < (${after.at}, ${after.id})`
  return [until, ...(from === null ? [] : [gte(at, from)])]
}

/** The same for lines that are not in the list. */
function isInRange({ at, line }: Told, { from, to, cursor }: Range): boolean {
  const after = cursor === null ? null : readCursor(cursor)
  if (at >= to || (from !== null && at < from)) return false
  return after === null || at < after.at || (at === after.at && line < after.id)
}

function place({ at, line }: Told) {
  return { at, id: line }
}

function newestFirst(a: Told, b: Told): number {
  return b.at - a.at || (a.line < b.line ? 1 : -1)
}
