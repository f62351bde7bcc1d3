import type { Instant } from '../../src/local-time.ts'
import type { CounterQuery } from './counter-history.ts'
import { readCursor } from './cursor.ts'
import { type Page, readPage } from './page-reading.ts'

/** A purchase that was recorded in a shop, or taken back there. */
export interface PurchaseLine {
  readonly at: Instant
  readonly customerId: string
  /** Line of the account that recorded it. */
  readonly purchase: number
  readonly act: 'purchased' | 'purchase_reversed'
  readonly by: string | null
  readonly device: string | null
  readonly total: number
  readonly currency: string
  readonly holder: string | null
  readonly seq: number
}

/** The same of purchases. */
export const PURCHASES = "n = 0 AND act IN ('purchased', 'purchase_reversed')"

/** Purchases of a shop in the same way; what one came to, its first line says. */
export function purchaseLines(db: D1Database, query: LinesOf<PurchaseLine>): Promise<Page<PurchaseLine>> {
  const { store, from, to, limit, cursor, fits, filtered } = query
  return readPage<PurchaseLine>({
    read: async (after, most) => {
      const at = readPurchase(after)
      const found = await db
        .prepare(
          `SELECT line.at, line.customer_id AS customerId, line.seq, line.purchase, line.act, line.by, line.device,
             first.total, first.currency, customers.name AS holder
           FROM (SELECT * FROM account_entries WHERE store_id IS ?1 AND at >= ?2 AND at < ?3
             AND (at, customer_id, seq) < (?4, ?5, ?6) AND ${PURCHASES}
             ORDER BY at DESC, customer_id DESC, seq DESC LIMIT ?7) AS line
           JOIN account_entries AS first
             ON first.customer_id = line.customer_id AND first.seq = line.purchase AND first.n = 0
           LEFT JOIN customers ON customers.id = line.customer_id
           ORDER BY line.at DESC, line.customer_id DESC, line.seq DESC`,
        )
        .bind(store, from, to, at?.at ?? to, at?.customer ?? '', at?.seq ?? 0, most)
        .all<PurchaseLine>()
      return found.results
    },
    fits: (line) => (query.device === null || line.device === query.device) && fits(line),
    place: ({ at, customerId, seq }) => ({ at, id: `${customerId}_${seq}` }),
    cursor: readPurchase(cursor) === null ? null : cursor,
    limit,
    filtered: filtered || query.device !== null,
  })
}

/** Which of a shop's purchases are shown. */
export interface LinesOf<T> extends CounterQuery {
  readonly fits: (line: T) => boolean
  readonly filtered: boolean
}

function readPurchase(text: string | null): { at: Instant; customer: string; seq: number } | null {
  const cursor = text === null ? null : readCursor(text)
  const found = cursor && /^(cus_[0-9a-z]{1,40})_(\d{1,9})$/.exec(cursor.id)
  return cursor && found ? { at: cursor.at, customer: found[1] ?? '', seq: Number(found[2]) } : null
}
