import type { Benefit } from '../../src/benefit.ts'
import type { Instant } from '../../src/local-time.ts'
import { isRefusalReason } from '../../src/refusal.ts'
import type { Tally } from '../../src/shift.ts'
import { AT_COUNTERS, type CounterQuery } from './counter-history.ts'
import { PURCHASES } from './counter-purchases.ts'

/** A shift counts so many lines of its shop, the newest; more than any counter makes in a day. */
const LINES_COUNTED_MOST = 2000

/** Whose lines, from when to when. */
type Span = Pick<CounterQuery, 'store' | 'device' | 'from' | 'to'>

/** What was counted, and since when: later than asked where the shop has more lines than are counted. */
export interface Counted<T> {
  readonly tallies: readonly T[]
  readonly since: Instant
}

/** What was redeemed, undone and refused there, by person, benefit and currency. */
export async function countedLines(
  db: D1Database,
  { store, device, from, to }: Span,
): Promise<Counted<Tally>> {
  const { results } = await db
    .prepare(
      `SELECT ?5 IS NULL OR line.device IS ?5 AS own, line.kind, line.outcome, line.reason, line.by,
         vouchers.terms ->> '$.benefit.kind' AS benefit, line.currency,
         line.kind = 'rolled_back' AND line.undoes_at < ?2 AS earlier, count(*) AS count, count(line.undone_at) AS undone,
         sum(CASE WHEN line.undone_at IS NULL THEN coalesce(line.amount, 0) - line.returned ELSE 0 END) AS amount,
         min(line.at) AS first
       FROM (SELECT * FROM entries WHERE store_id IS ?1 AND at >= ?2 AND at < ?3 AND ${AT_COUNTERS} ORDER BY at DESC LIMIT ?4) AS line
       JOIN vouchers ON vouchers.id = line.voucher_id
       GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`,
    )
    .bind(store, from, to, LINES_COUNTED_MOST, device)
    .all<LinesAlike>()
  const tallies = results.filter(isOwn).map(({ own: _, first: __, reason, earlier, ...row }) => ({
    ...row,
    reason: reason !== null && isRefusalReason(reason) ? reason : null,
    earlier: earlier === 1,
  }))
  return { tallies, since: sinceOf(results, from) }
}

interface LinesAlike extends Omit<Tally, 'reason' | 'earlier' | 'benefit'>, Alike {
  readonly reason: string | null
  readonly benefit: Benefit['kind']
  readonly earlier: number
}

/** Lines of the shop that are alike: others than were asked for are counted to know how far was looked. */
interface Alike {
  readonly own: number
  readonly count: number
  readonly first: Instant
}

function isOwn({ own }: Alike): boolean {
  return own === 1
}

function sinceOf(alike: readonly Alike[], from: Instant): Instant {
  const looked = alike.reduce((sum, { count }) => sum + count, 0)
  return looked < LINES_COUNTED_MOST ? from : Math.min(...alike.map(({ first }) => first))
}

/** Purchases of one currency. */
export interface PurchaseTally {
  readonly act: 'purchased' | 'purchase_reversed'
  readonly currency: string
  readonly count: number
  readonly amount: number
}

/** What was recorded there as bought, and what of purchases was taken back. */
export async function countedPurchases(
  db: D1Database,
  { store, device, from, to }: Span,
): Promise<Counted<PurchaseTally>> {
  const { results } = await db
    .prepare(
      `SELECT ?5 IS NULL OR line.device IS ?5 AS own, line.act, bought.currency, count(*) AS count,
         sum(bought.total) AS amount, min(line.at) AS first
       FROM (SELECT * FROM account_entries WHERE store_id IS ?1 AND at >= ?2 AND at < ?3 AND ${PURCHASES} ORDER BY at DESC LIMIT ?4) AS line
       JOIN account_entries AS bought ON bought.customer_id = line.customer_id AND bought.seq = line.purchase AND bought.n = 0
       GROUP BY 1, 2, 3 ORDER BY 2 DESC, 5 DESC`,
    )
    .bind(store, from, to, LINES_COUNTED_MOST, device)
    .all<PurchaseTally & Alike>()
  const tallies = results.filter(isOwn).map(({ own: _, first: __, ...row }) => row)
  return { tallies, since: sinceOf(results, from) }
}
