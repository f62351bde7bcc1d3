import { and, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { vouchers, voucherTerms } from '../../migrations/schema.ts'
import type { VoucherId } from '../../src/id.ts'
import type { Instant } from '../../src/local-time.ts'
import { prefixRange, searchTerms } from '../../src/search-terms.ts'
import type { Terms } from '../../src/terms.ts'
import { type Source, type State, type Status, statusAt } from '../../src/voucher.ts'
import { cursorOf, readCursor } from './cursor.ts'
import { findCustomers } from './customers.ts'

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
 * while reading. Text is looked up in the table of folded terms by range, and in the names of holders.
 */
export async function listVouchers(db: D1Database, query: VoucherQuery, now: Instant): Promise<VoucherPage> {
  if (query.offer !== null) return NOTHING
  const library = drizzle(db)
  const named =
    query.id === null
      ? undefined
      : await library.select().from(vouchers).where(eq(vouchers.id, query.id)).get()
  if (named !== undefined) return { ...NOTHING, rows: [named] }
  if (query.text !== '') return listByText(db, query, now)
  const read = await library
    .select()
    .from(vouchers)
    .where(and(...leadingFilter(query), ...range(query)))
    .orderBy(desc(vouchers.issuedAt), desc(vouchers.id))
    .limit(hasFurtherFilters(query) ? ROWS_READ_MOST : query.limit + 1)
  return pageOf(read, query, now)
}

const NOTHING: VoucherPage = { rows: [], next: null, searchedUpTo: null }

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

function pageOf(read: readonly VoucherRow[], query: VoucherQuery, now: Instant): VoucherPage {
  const hits = read.filter((row) => matches(row, query, now))
  const rows = hits.slice(0, query.limit)
  const lastRead = read.at(-1)
  if (hits.length > query.limit) return { rows, next: cursorAfter(rows.at(-1)), searchedUpTo: null }
  if (read.length < ROWS_READ_MOST) return { rows, next: null, searchedUpTo: null }
  return { rows, next: cursorAfter(lastRead), searchedUpTo: lastRead?.issuedAt ?? null }
}

/** The one filter that leads an index; a customer narrows most, a source least. */
function leadingFilter(query: VoucherQuery): SQL[] {
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

function hasFurtherFilters({ customer, store, status, source }: VoucherQuery): boolean {
  const asked = [customer, store, status, source].filter((filter) => filter !== null)
  // A stored state may have ended since: the clock is a further filter.
  const timed = status === 'expired' || status === 'active' || status === 'partially_redeemed'
  return asked.length > 1 || timed
}

function matches(row: VoucherRow, query: VoucherQuery, now: Instant): boolean {
  const { status, customer, store, source } = query
  if (status !== null && statusAt(row.state as State, row.closesAt, now) !== status) return false
  if (customer !== null && row.customerId !== customer) return false
  if (store !== null && row.redeemedStoreId !== store) return false
  return source === null || row.source === source
}

/** By whole words first, which read newest first however many there are; then by beginnings; then by the holder's name. */
async function listByText(db: D1Database, query: VoucherQuery, now: Instant): Promise<VoucherPage> {
  const words = searchTerms(query.text).toSorted((a, b) => b.length - a.length)
  const [lead, ...others] = words
  if (lead === undefined) return NOTHING
  const also = others.map(alsoHasTerm)
  const whole = await termRows(db, and(eq(voucherTerms.term, lead), ...also, ...range(query)))
  if (whole.length > 0) return pageOf(whole, query, now)
  const { from, to } = prefixRange(lead)
  const begun = await termRows(
    db,
    and(gte(voucherTerms.term, from), lt(voucherTerms.term, to), ...also),
    voucherTerms.term,
  )
  // Different words lie apart in the index, so what was read is put in order here, as one page.
  if (begun.length > 0) return { ...pageOf(distinct(begun), query, now), next: null, searchedUpTo: null }
  const holders = await findCustomers(db, query.text, HOLDERS_MOST)
  if (holders.length === 0) return NOTHING
  const ids = holders.map(({ id }) => id)
  const held = await drizzle(db)
    .select()
    .from(vouchers)
    .where(and(inArray(vouchers.customerId, ids), ...range(query)))
    .orderBy(desc(vouchers.issuedAt), desc(vouchers.id))
    .limit(ROWS_READ_MOST)
  return pageOf(held, query, now)
}

/** People of one name whose vouchers are shown together. */
const HOLDERS_MOST = 5

/** Vouchers of terms, newest first within a term unless ordered by `first`. */
async function termRows(
  db: D1Database,
  condition: SQL | undefined,
  ...first: (typeof voucherTerms.term)[]
): Promise<VoucherRow[]> {
  const rows = await drizzle(db)
    .select({ voucher: vouchers })
    .from(voucherTerms)
    .innerJoin(vouchers, eq(vouchers.id, voucherTerms.voucherId))
    .where(condition)
    .orderBy(
      ...first.map((column) => desc(column)),
      desc(voucherTerms.issuedAt),
      desc(voucherTerms.voucherId),
    )
    .limit(ROWS_READ_MOST)
  return rows.map(({ voucher }) => voucher)
}

function alsoHasTerm(word: string): SQL {
  const { from, to } = prefixRange(word)
  return sql`exists (select 1 from voucher_terms other where other.term >= ${from} and other.term < ${to} and other.voucher_id = ${voucherTerms.voucherId})`
}

function distinct(rows: readonly VoucherRow[]): VoucherRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()].toSorted((a, b) => b.issuedAt - a.issuedAt)
}

function cursorAfter(row: VoucherRow | undefined): string | null {
  return row === undefined ? null : cursorOf(row.issuedAt, row.id)
}
