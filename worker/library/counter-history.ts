import type { Instant } from '../../src/local-time.ts'
import { readCursor } from './cursor.ts'
import { type Page, readPage } from './page-reading.ts'

/** What a shop's counters are asked for. */
export interface CounterQuery {
  /** Null for where the brand has no shop. */
  readonly store: string | null
  /** Only this browser or tablet; null is all of the shop. */
  readonly device: string | null
  readonly from: Instant
  /** Exclusive. */
  readonly to: Instant
  readonly cursor: string | null
  readonly limit: number
}

/** One redemption, rollback or refused attempt at a counter, with what its voucher promises. */
export interface CounterLine {
  readonly at: Instant
  readonly voucherId: string
  readonly seq: number
  readonly kind: 'redeemed' | 'rolled_back'
  readonly outcome: 'accepted' | 'refused'
  readonly reason: string | null
  readonly by: string
  readonly device: string | null
  /** Minor units of `currency`. */
  readonly amount: number | null
  readonly currency: string | null
  readonly undoneAt: Instant | null
  readonly returned: number
  readonly undoesAt: Instant | null
  readonly title: string
  readonly codeLast4: string
  /** Whoever holds it; asked only where it is looked for. */
  readonly holder: string | null
}

/** Which of a shop's lines are shown. */
export interface LinesWanted extends CounterQuery {
  readonly fits: (line: CounterLine) => boolean
  /** Whether who holds the voucher decides what fits. */
  readonly byHolder: boolean
  /** Whether lines are passed over: then more is read at once. */
  readonly filtered: boolean
}

/** Exactly as the index says it, which holds these lines alone. */
export const AT_COUNTERS = "kind IN ('redeemed', 'rolled_back')"

/** What was redeemed, undone and refused in a shop, newest first, read along its own index. */
export function counterLines(db: D1Database, query: LinesWanted): Promise<Page<CounterLine>> {
  const { store, from, to, fits, byHolder, filtered, limit, cursor } = query
  return readPage<CounterLine>({
    read: async (after, most) => {
      const at = readLine(after)
      const found = await db
        .prepare(linesQuery(byHolder))
        .bind(store, from, to, at?.at ?? to, at?.voucher ?? '', at?.seq ?? 0, most)
        .all<CounterLine>()
      return found.results
    },
    fits: (line) => (query.device === null || line.device === query.device) && fits(line),
    place: ({ at, voucherId, seq }) => ({ at, id: `${voucherId}_${seq}` }),
    cursor: readLine(cursor) === null ? null : cursor,
    limit,
    filtered: filtered || query.device !== null,
  })
}

function linesQuery(byHolder: boolean): string {
  const [holder, customers] = byHolder
    ? ['customers.name', 'LEFT JOIN customers ON customers.id = vouchers.customer_id']
    : ['NULL', '']
  return `SELECT line.at, line.voucher_id AS voucherId, line.seq, line.kind, line.outcome, line.reason, line.by, line.device,
      line.amount, line.currency, line.undone_at AS undoneAt, line.returned, line.undoes_at AS undoesAt,
      vouchers.terms ->> 'title' AS title, vouchers.code_last4 AS codeLast4, ${holder} AS holder
    FROM (SELECT * FROM entries WHERE store_id IS ?1 AND at >= ?2 AND at < ?3 AND (at, voucher_id, seq) < (?4, ?5, ?6)
      AND ${AT_COUNTERS} ORDER BY at DESC, voucher_id DESC, seq DESC LIMIT ?7) AS line
    JOIN vouchers ON vouchers.id = line.voucher_id ${customers}
    ORDER BY line.at DESC, line.voucher_id DESC, line.seq DESC`
}

function readLine(text: string | null): { at: Instant; voucher: string; seq: number } | null {
  const cursor = text === null ? null : readCursor(text)
  const found = cursor && /^(vch_[0-9a-z]{26})_(\d{1,9})$/.exec(cursor.id)
  return cursor && found ? { at: cursor.at, voucher: found[1] ?? '', seq: Number(found[2]) } : null
}
