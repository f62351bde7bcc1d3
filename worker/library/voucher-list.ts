import { and, desc, eq, gte, inArray, isNotNull, lt, type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { vouchers, voucherTerms } from '../../migrations/schema/vouchers.ts'
import type { VoucherId } from '../../src/id.ts'
import type { Instant } from '../../src/local-time.ts'
import type { Reach } from '../../src/reach.ts'
import { prefixRange, searchTerms } from '../../src/search-terms.ts'
import type { Terms } from '../../src/terms.ts'
import { type Source, type State, type Status, statusAt } from '../../src/voucher.ts'
import { readCursor } from './cursor.ts'
import { findCustomers } from './customers.ts'
import { type Page, pageOf, readPage } from './page-reading.ts'
import { rowIsWithin } from './voucher-reach.ts'

/** What a list of vouchers is asked for; null means any. */
export interface VoucherQuery {
  readonly status: Status | null
  readonly customer: string | null
  /** Claimed from this offer. */
  readonly offer: string | null
  /** Store of the latest redemption that stands. */
  readonly store: string | null
  readonly source: Source | null
  /** Issued at or after, and before. */
  readonly from: Instant | null
  readonly to: Instant | null
  /** Closes after this, and at or before: its last moment lies in these days. */
  readonly endsFrom?: Instant | null
  readonly endsTo?: Instant | null
  /** Only what still holds money's worth. */
  readonly withValue?: boolean
  /** Only what was issued in one of these stores; empty means anywhere. */
  readonly issuedIn?: readonly string[]
  /** How far whoever asks may read: the rest is not there for them. Absent, nothing is kept back. */
  readonly reach?: Reach
  readonly text: string
  /** The voucher that `text` names, if it can be a code or an id. */
  readonly id: VoucherId | null
  readonly cursor: string | null
  readonly limit: number
}

/** One row of the projection. */
export type VoucherRow = typeof vouchers.$inferSelect

/** A page of them. */
export type VoucherPage = Page<VoucherRow>

/** Terms whose words only begin like this lie apart: so many are read to put them in order. */
const ROWS_READ_MOST = 1000

/**
 * Vouchers from the projection, newest first. One filter leads an index together with the date; the others are applied
 * while reading. Text is looked up in the table of folded terms by range, and in the names of holders.
 */
export async function listVouchers(db: D1Database, query: VoucherQuery, now: Instant): Promise<VoucherPage> {
  const library = drizzle(db)
  const named =
    query.id === null
      ? undefined
      : await library.select().from(vouchers).where(eq(vouchers.id, query.id)).get()
  if (named !== undefined) return { ...NOTHING, rows: matches(named, query, now) ? [named] : [] }
  if (query.text !== '') return listByText(db, query, now)
  const read = (cursor: string | null, most: number) =>
    library
      .select()
      .from(vouchers)
      .where(and(...leadingFilter(query), ...range({ ...query, cursor }, vouchers)))
      .orderBy(desc(vouchers.issuedAt), desc(vouchers.id))
      .limit(most)
  const fits = (row: VoucherRow) => matches(row, query, now)
  return readPage({ ...query, read, fits, place, filtered: hasFurtherFilters(query) })
}

const NOTHING: VoucherPage = { rows: [], next: null, searchedUpTo: null }

/** So many of somebody's vouchers are shown at a time. */
export const OWN_MOST = 200

/**
 * Vouchers of one customer, newest first: the newest of all, and however old they are those that can still be used. Reads
 * among their own, of which nobody has thousands.
 */
export async function vouchersOf(
  db: D1Database,
  customer: string,
  now: number,
): Promise<readonly VoucherRow[]> {
  const of = eq(vouchers.customerId, customer)
  const newest = (which: SQL | undefined) =>
    drizzle(db)
      .select()
      .from(vouchers)
      .where(which)
      .orderBy(desc(vouchers.issuedAt), desc(vouchers.id))
      .limit(OWN_MOST)
  // The plus keeps the index of states out: it would read every voucher of anybody.
  const usable = sql`+${vouchers.state} in ('active', 'partially_redeemed', 'blocked') and (${vouchers.closesAt} is null or ${vouchers.closesAt} > ${now})`
  const [all, open] = await Promise.all([newest(of), newest(and(of, usable))])
  const rows = new Map([...all, ...open].map((row) => [row.id, row]))
  return [...rows.values()].toSorted((a, b) => b.issuedAt - a.issuedAt || (a.id < b.id ? 1 : -1))
}

/** What a customer has of any offer, newest first: read among their own vouchers, of which nobody has thousands. */
export async function claimedBy(db: D1Database, customer: string): Promise<readonly VoucherRow[]> {
  // The plus keeps the index of offers out: it would read every voucher of any.
  const of = and(eq(vouchers.customerId, customer), sql`+${vouchers.offerId} is not null`)
  return drizzle(db)
    .select()
    .from(vouchers)
    .where(of)
    .orderBy(desc(vouchers.issuedAt), desc(vouchers.id))
    .limit(200)
}

/** Titles issued lately and within reach, each once, newest first. */
export async function recentTitles(db: D1Database, reach: Reach): Promise<readonly string[]> {
  const newest = [desc(vouchers.issuedAt), desc(vouchers.id)]
  const rows = await drizzle(db)
    .select()
    .from(vouchers)
    .orderBy(...newest)
    .limit(30)
  const known = rows.filter((row) => rowIsWithin(reach, row))
  return [...new Set(known.map(({ terms }) => (JSON.parse(terms) as Terms).title))]
}

/** Where a voucher stands in every list of them. */
function place({ issuedAt, id }: VoucherRow) {
  return { at: issuedAt, id }
}

/** The one filter that leads an index; a customer narrows most, a source least. */
function leadingFilter(query: VoucherQuery): SQL[] {
  if (query.customer !== null) return [eq(vouchers.customerId, query.customer)]
  if (query.offer !== null) return [eq(vouchers.offerId, query.offer)]
  if (query.store !== null) return [eq(vouchers.redeemedStoreId, query.store)]
  if (query.status === 'held') return [isNotNull(vouchers.heldUntil)]
  if (query.status !== null && query.status !== 'expired') return [eq(vouchers.state, query.status)]
  if (query.source !== null) return [eq(vouchers.source, query.source)]
  return []
}

/** The days and the place to go on from, on the columns that stand in the index in use. */
function range(
  { from, to, cursor }: VoucherQuery,
  { issuedAt, id }: Record<'issuedAt' | 'id', SQLiteColumn>,
): SQL[] {
  const after = cursor === null ? null : readCursor(cursor)
  return [
    ...(from === null ? [] : [gte(issuedAt, from)]),
    ...(to === null ? [] : [lt(issuedAt, to)]),
    ...(after === null ? [] : [sql`(${issuedAt}, ${id}) < (${after.at}, ${after.id})`]),
  ]
}

/** The same for rows that are already read. */
function isInRange({ issuedAt, id }: VoucherRow, { from, to, cursor }: VoucherQuery): boolean {
  const after = cursor === null ? null : readCursor(cursor)
  if ((from !== null && issuedAt < from) || (to !== null && issuedAt >= to)) return false
  return after === null || issuedAt < after.at || (issuedAt === after.at && id < after.id)
}

/** Whether more than the leading filter decides. A stored state may have ended since: the clock is a filter too. */
function hasFurtherFilters(query: VoucherQuery): boolean {
  const { customer, offer, store, status, source } = query
  const asked = [customer, offer, store, status, source].filter((filter) => filter !== null)
  return (
    asked.length > 1 ||
    isRare(query) ||
    ['expired', 'held', 'active', 'partially_redeemed'].includes(status ?? '')
  )
}

/** Whether anything but text and days is asked for. */
function isNarrowed(query: VoucherQuery): boolean {
  const { customer, offer, store, status, source } = query
  return isRare(query) || [customer, offer, store, status, source].some((filter) => filter !== null)
}

/** Whether a filter is set that no index has: it is applied while reading. */
function isRare(query: VoucherQuery): boolean {
  const { endsFrom = null, endsTo = null, withValue = false, issuedIn = [], reach } = query
  const isBound = reach !== undefined && reach.kind !== 'brand'
  return isBound || endsFrom !== null || endsTo !== null || withValue || issuedIn.length > 0
}

function matches(row: VoucherRow, query: VoucherQuery, now: Instant): boolean {
  const { status, customer, offer, store, source } = query
  if (isRare(query) && !matchesRare(row, query, now)) return false
  if (status !== null && statusAt(row.state as State, row, now) !== status) return false
  if (customer !== null && row.customerId !== customer) return false
  if (offer !== null && row.offerId !== offer) return false
  if (store !== null && row.redeemedStoreId !== store) return false
  return source === null || row.source === source
}

function matchesRare(row: VoucherRow, query: VoucherQuery, now: Instant): boolean {
  const { endsFrom = null, endsTo = null, withValue = false, issuedIn = [], reach } = query
  if (reach !== undefined && !rowIsWithin(reach, row)) return false
  if (issuedIn.length > 0 && !issuedIn.includes(row.issuedStoreId ?? '')) return false
  if ((endsFrom !== null || endsTo !== null) && row.closesAt === null) return false
  const closes = row.closesAt ?? 0
  if ((endsFrom !== null && closes <= endsFrom) || (endsTo !== null && closes > endsTo)) return false
  return !withValue || (hasWorth(row) && isOpen(row, now))
}

function isOpen(row: VoucherRow, now: Instant): boolean {
  return ['active', 'held', 'partially_redeemed'].includes(statusAt(row.state as State, row, now))
}

function hasWorth({ terms }: VoucherRow): boolean {
  return ['value', 'amount'].includes((JSON.parse(terms) as Terms).benefit.kind)
}

/** By whole words first, which read newest first however many there are; then by beginnings; then by the holder's name. */
async function listByText(db: D1Database, query: VoucherQuery, now: Instant): Promise<VoucherPage> {
  const [lead, ...others] = searchTerms(query.text).toSorted((a, b) => b.length - a.length)
  if (lead === undefined) return NOTHING
  const fits = (row: VoucherRow) => matches(row, query, now) && others.every((word) => hasTerm(row, word))
  const filtered = others.length > 0 || isNarrowed(query)
  const columns = { issuedAt: voucherTerms.issuedAt, id: voucherTerms.voucherId }
  const read = (cursor: string | null, most: number) =>
    termRows(db, [eq(voucherTerms.term, lead), ...range({ ...query, cursor }, columns)], most)
  const whole = await readPage({ ...query, read, fits, place, filtered })
  if (whole.rows.length > 0 || whole.next !== null) return whole
  const { from, to } = prefixRange(lead)
  const begun = await termRows(db, [gte(voucherTerms.term, from), lt(voucherTerms.term, to)], ROWS_READ_MOST)
  // Different words lie apart in the index, so what was read is put in order here.
  const hits = distinct(begun).filter((row) => isInRange(row, query) && fits(row))
  if (hits.length > 0) return pageOf({ limit: query.limit, place }, hits, null)
  return listOfHolders(db, query, now)
}

/** Vouchers of those whose name, email or phone was asked for. */
async function listOfHolders(db: D1Database, query: VoucherQuery, now: Instant): Promise<VoucherPage> {
  const ids = (await findCustomers(db, query.text, HOLDERS_MOST)).map(({ id }) => id)
  if (ids.length === 0) return NOTHING
  const read = (cursor: string | null, most: number) =>
    drizzle(db)
      .select()
      .from(vouchers)
      .where(and(inArray(vouchers.customerId, ids), ...range({ ...query, cursor }, vouchers)))
      .orderBy(desc(vouchers.issuedAt), desc(vouchers.id))
      .limit(most)
  const fits = (row: VoucherRow) => matches(row, query, now)
  return readPage({ ...query, read, fits, place, filtered: isNarrowed(query) })
}

/** People of one name whose vouchers are shown together. */
const HOLDERS_MOST = 5

/** Vouchers of terms, the newest first within a term. */
async function termRows(db: D1Database, conditions: readonly SQL[], most: number): Promise<VoucherRow[]> {
  const { term, issuedAt, voucherId } = voucherTerms
  const rows = await drizzle(db)
    .select({ voucher: vouchers })
    .from(voucherTerms)
    .innerJoin(vouchers, eq(vouchers.id, voucherId))
    .where(and(...conditions))
    .orderBy(desc(term), desc(issuedAt), desc(voucherId))
    .limit(most)
  return rows.map(({ voucher }) => voucher)
}

/** Whether a word of the voucher begins like this: read, not looked up, since the table of terms leads from words only. */
function hasTerm(row: VoucherRow, word: string): boolean {
  const { title } = JSON.parse(row.terms) as Terms
  return searchTerms(row.codeLast4, title).some((term) => term.startsWith(word))
}

function distinct(rows: readonly VoucherRow[]): VoucherRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()].toSorted(
    (a, b) => b.issuedAt - a.issuedAt || (a.id < b.id ? 1 : -1),
  )
}
