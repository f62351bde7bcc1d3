import { addDays, type LocalDate } from '../../src/local-time.ts'
import { sourceScope, WHOLE_BRAND } from '../../src/rollup.ts'
import { SOURCES, type Source } from '../../src/voucher.ts'

/** What happened on one day; days on which nothing did are absent. */
export interface DayFigures {
  readonly day: LocalDate
  readonly issued: number
  readonly redeemed: number
  readonly rolledBack: number
  readonly refused: number
  /** Vouchers whose last day this is and that are still open. */
  readonly ending: number
}

/** Value that can still be asked for, in minor units. */
export interface OutstandingValue {
  readonly currency: string
  readonly value: number
  /** What of it ends within a week, today included. */
  readonly endingSoon: number
}

/** Whose figures: the whole brand's, or those of some stores together. */
export type Scope = readonly string[]

/** The scope of somebody bound to these stores; bound to none, it is the whole brand. */
export function scopeOf(stores: readonly string[]): Scope {
  return stores.length === 0 ? [WHOLE_BRAND] : stores
}

/** Figures of days in a range, both ends included, oldest first. */
export async function figuresBetween(
  db: D1Database,
  scope: Scope,
  from: LocalDate,
  to: LocalDate,
): Promise<readonly DayFigures[]> {
  const { results } = await db
    .prepare(
      `SELECT day, sum(issued) AS issued, sum(redeemed) AS redeemed, sum(rolled_back) AS rolledBack, sum(refused) AS refused,
         sum(ending) AS ending
       FROM day_figures WHERE scope IN (SELECT value FROM json_each(?1)) AND day BETWEEN ?2 AND ?3 GROUP BY day ORDER BY day`,
    )
    .bind(JSON.stringify(scope), from, to)
    .all<DayFigures>()
  return results
}

/** What happened to the vouchers of one source. */
export interface SourceFigures {
  readonly source: Source
  readonly issued: number
  readonly redeemed: number
}

/** The same range by why vouchers exist, in the order of sources; of which nothing happened is absent. */
export async function sourcesBetween(
  db: D1Database,
  scope: Scope,
  from: LocalDate,
  to: LocalDate,
): Promise<readonly SourceFigures[]> {
  const asked = SOURCES.flatMap((source) => scope.map((one) => [sourceScope(one, source), source]))
  const { results } = await db
    .prepare(
      `SELECT json_each.value ->> 1 AS source, sum(issued) AS issued, sum(redeemed) AS redeemed
       FROM json_each(?1) CROSS JOIN day_figures ON scope = json_each.value ->> 0 AND day BETWEEN ?2 AND ?3
       GROUP BY 1 HAVING sum(issued) + sum(redeemed) > 0`,
    )
    .bind(JSON.stringify(asked), from, to)
    .all<SourceFigures>()
  return results.toSorted((a, b) => SOURCES.indexOf(a.source) - SOURCES.indexOf(b.source))
}

/** Value outstanding by currency, the largest first. What ended before today is not outstanding any more. */
export async function outstandingValue(
  db: D1Database,
  scope: Scope,
  today: LocalDate,
): Promise<readonly OutstandingValue[]> {
  const { results } = await db
    .prepare(
      `SELECT currency, sum(value) AS value, sum(CASE WHEN day < ?3 THEN value ELSE 0 END) AS endingSoon
       FROM day_values WHERE scope IN (SELECT value FROM json_each(?1)) AND day >= ?2
       GROUP BY currency HAVING sum(value) > 0 ORDER BY 2 DESC`,
    )
    .bind(JSON.stringify(scope), today, addDays(today, 7))
    .all<OutstandingValue>()
  return results
}

/** How many vouchers of these stores (of all, where none is named) are blocked, as far as `most`. */
export async function blockedVouchers(
  db: D1Database,
  stores: readonly string[],
  most: number,
): Promise<number> {
  const some =
    stores.length === 0
      ? `SELECT 1 FROM vouchers WHERE state = 'blocked' LIMIT ?1`
      : `SELECT 1 FROM (SELECT issued_store_id FROM vouchers WHERE state = 'blocked' LIMIT 1000)
           WHERE issued_store_id IN (SELECT value FROM json_each(?2)) LIMIT ?1`
  const bound = stores.length === 0 ? [most] : [most, JSON.stringify(stores)]
  const count = db.prepare(`SELECT count(*) AS n FROM (${some})`).bind(...bound)
  return (await count.first<number>('n')) ?? 0
}
