import { and, asc, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { vouchers, voucherTerms } from '../../migrations/schema.ts'
import type { VoucherId } from '../../src/id.ts'
import type { Instant } from '../../src/local-time.ts'
import { prefixRange, searchTerms } from '../../src/search-terms.ts'
import type { Terms } from '../../src/terms.ts'
import { type Source, type State, type Status, statusAt } from '../../src/voucher.ts'
import { cursorOf, readCursor } from './cursor.ts'

/** What a list of vouchers is asked for; null means any. */
export interface VoucherQuery {
  readonly status: Status | null
  readonly customer: string | null
  readonly offer: string | null
  /** Store of the latest redemption that stands. */
  readonly store: string | null
  readonly source: Source | null
  /** Issued at or after, and before. */
  readonly from: Instant | null
  readonly to: Instant | null
  readonly text: string
  /** The voucher that `text` names, if it can be a code or an id. */
  readonly id: VoucherId | null
  readonly cursor: string | null
  readonly limit: number
}

/** One row of the projection. */
export type VoucherRow = typeof vouchers.$inferSelect

/** A page, newest first. `searchedUpTo`: so far back it looked before it had read enough for one page. */
export interface VoucherPage {
  readonly rows: readonly VoucherRow[]
  readonly next: string | null
  readonly searchedUpTo: Instant | null
}

/** One page never reads more than this, however many rows the further filters pass over. */
const ROWS_READ_MOST = 1000

/**
 * Vouchers from the projection, newest first. One filter leads an index together with the date; the others are applied
 * while reading. Text is looked up in the table of folded terms by range.
 */
export async function listVouchers(db: D1Database, query: VoucherQuery, now: Instant): Promise<VoucherPage> {
  const library = drizzle(db)
  if (query.offer !== null) return { rows: [], next: null, searchedUpTo: null }
  const named =
    query.id === null
      ? undefined
      : await library.select().from(vouchers).where(eq(vouchers.id, query.id)).get()
  if (named !== undefined) return { rows: [named], next: null, searchedUpTo: null }
  const found = query.text === '' ? null : await idsByText(db, query.text)
  const read = await library
    .select()
    .from(vouchers)
    .where(and(...leadingFilter(query, found), ...range(query)))
    .orderBy(desc(vouchers.issuedAt), desc(vouchers.id))
    .limit(hasFurtherFilters(query) ? ROWS_READ_MOST : query.limit + 1)
  return pageOf(
    read.filter((row) => matches(row, query, now)),
    read,
    query,
  )
}

/** Vouchers of one customer, newest first. */
export async function vouchersOf(db: D1Database, customer: string): Promise<readonly VoucherRow[]> {
  const of = eq(vouchers.customerId, customer)
  return drizzle(db)
    .select()
    .from(vouchers)
    .where(of)
    .orderBy(desc(vouchers.issuedAt), desc(vouchers.id))
    .limit(200)
}

/** Titles issued lately, each once, newest first. */
export async function recentTitles(db: D1Database): Promise<readonly string[]> {
  const newest = [desc(vouchers.issuedAt), desc(vouchers.id)]
  const rows = await drizzle(db)
    .select({ terms: vouchers.terms })
    .from(vouchers)
    .orderBy(...newest)
    .limit(30)
  return [...new Set(rows.map(({ terms }) => (JSON.parse(terms) as Terms).title))]
}

function pageOf(hits: readonly VoucherRow[], read: readonly VoucherRow[], query: VoucherQuery): VoucherPage {
  const rows = hits.slice(0, query.limit)
  const lastRead = read.at(-1)
  const cut = read.length >= ROWS_READ_MOST
  if (hits.length > query.limit) return { rows, next: cursorAfter(rows.at(-1)), searchedUpTo: null }
  if (cut) return { rows, next: cursorAfter(lastRead), searchedUpTo: lastRead?.issuedAt ?? null }
  return { rows, next: null, searchedUpTo: null }
}

/** The one filter that leads an index; a customer narrows most, a source least. */
function leadingFilter(query: VoucherQuery, found: readonly string[] | null): SQL[] {
  if (found !== null) return [inArray(vouchers.id, [...found])]
  if (query.customer !== null) return [eq(vouchers.customerId, query.customer)]
  if (query.store !== null) return [eq(vouchers.redeemedStoreId, query.store)]
  if (query.status !== null && query.status !== 'expired') return [eq(vouchers.state, query.status)]
  if (query.source !== null) return [eq(vouchers.source, query.source)]
  return []
}

function range({ from, to, cursor }: VoucherQuery): SQL[] {
  const after = cursor === null ? null : readCursor(cursor)
  return [
    ...(from === null ? [] : [gte(vouchers.issuedAt, from)]),
    ...(to === null ? [] : [lt(vouchers.issuedAt, to)]),
    ...(after === null ? [] : [sql`(${vouchers.issuedAt}, ${vouchers.id}) < (${after.at}, ${after.id})`]),
  ]
}

function hasFurtherFilters({ customer, store, status, source, text }: VoucherQuery): boolean {
  const asked = [customer, store, status, source, text === '' ? null : text].filter(
    (filter) => filter !== null,
  )
  return (
    asked.length > 1 ||
    status === 'expired' ||
    status === 'active' ||
    status === 'partially_redeemed' ||
    text !== ''
  )
}

function matches(row: VoucherRow, query: VoucherQuery, now: Instant): boolean {
  const { status, customer, store, source } = query
  if (status !== null && statusAt(row.state as State, row.closesAt, now) !== status) return false
  if (customer !== null && row.customerId !== customer) return false
  if (store !== null && row.redeemedStoreId !== store) return false
  return source === null || row.source === source
}

/** Ids whose terms begin with every word of the text: the longest word leads, the others are checked on the key. */
async function idsByText(db: D1Database, text: string): Promise<readonly string[]> {
  const words = searchTerms(text).toSorted((a, b) => b.length - a.length)
  const [first, ...others] = words
  if (first === undefined) return []
  const lead = prefixRange(first)
  const also = others.map((word) => {
    const { from, to } = prefixRange(word)
    return sql`exists (select 1 from voucher_terms other where other.voucher_id = ${voucherTerms.voucherId} and other.term >= ${from} and other.term < ${to})`
  })
  const rows = await drizzle(db)
    .select({ id: voucherTerms.voucherId })
    .from(voucherTerms)
    .where(and(gte(voucherTerms.term, lead.from), lt(voucherTerms.term, lead.to), ...also))
    .orderBy(asc(voucherTerms.term))
    .limit(90)
  return rows.map(({ id }) => id)
}

function cursorAfter(row: VoucherRow | undefined): string | null {
  return row === undefined ? null : cursorOf(row.issuedAt, row.id)
}
