import type { Instant } from '../../src/local-time.ts'
import { cursorOf, readCursor } from './cursor.ts'

/** What can be listed: one figure of the home page each. */
export const HAPPENINGS = ['issued', 'redeemed', 'rolled_back', 'refused'] as const
/** One of them. */
export type Happened = (typeof HAPPENINGS)[number]

/** What a list of happenings is asked for. */
export interface ActivityQuery {
  readonly kind: Happened
  readonly from: Instant
  readonly to: Instant
  /** Only in these stores; empty is everywhere. */
  readonly stores: readonly string[]
  readonly cursor: string | null
  readonly limit: number
}

/** One ledger line with the title of its voucher. */
export interface ActivityRow {
  readonly at: Instant
  readonly voucherId: string
  readonly seq: number
  readonly kind: string
  readonly reason: string | null
  readonly storeId: string | null
  readonly amount: number | null
  readonly terms: string
  readonly codeLast4: string
  readonly issuedStoreId: string | null
  readonly issuedBy: string
  readonly redeemedStoreId: string | null
}

/** A page, newest first; `searchedUpTo` as in the list of vouchers. */
export interface ActivityPage {
  readonly rows: readonly ActivityRow[]
  readonly next: string | null
  readonly searchedUpTo: Instant | null
}

/** One page never reads more lines than this, however many of them are of another kind. */
const LINES_READ_MOST = 1000

/** Ledger lines of one kind in a range of time, newest first, read along the order they lie in. */
export async function listActivity(db: D1Database, query: ActivityQuery): Promise<ActivityPage> {
  const { kind, stores, limit } = query
  const [outcome, entryKind] = kind === 'refused' ? ['refused', null] : ['accepted', kind]
  const { where, values } = rangeOf(query)
  const looked = `SELECT * FROM entries WHERE ${where} ORDER BY at DESC, voucher_id DESC, seq DESC LIMIT ${LINES_READ_MOST}`
  const { results } = await db
    .prepare(
      `SELECT line.at, line.voucher_id AS voucherId, line.seq, line.kind, line.reason, line.store_id AS storeId, line.amount,
         vouchers.terms, vouchers.code_last4 AS codeLast4, vouchers.issued_store_id AS issuedStoreId,
         vouchers.issued_by AS issuedBy, vouchers.redeemed_store_id AS redeemedStoreId
       FROM (${looked}) AS line JOIN vouchers ON vouchers.id = line.voucher_id
       WHERE line.outcome = ?6 AND (?7 IS NULL OR line.kind = ?7)
         AND (?8 = '[]' OR line.store_id IN (SELECT value FROM json_each(?8)))
       ORDER BY line.at DESC, line.voucher_id DESC, line.seq DESC LIMIT ?9`,
    )
    .bind(...values, outcome, entryKind, JSON.stringify(stores), limit + 1)
    .all<ActivityRow>()
  const rows = results.slice(0, limit)
  if (results.length > limit) return { rows, next: cursorAt(rows.at(-1)), searchedUpTo: null }
  const stopped = await lastLooked(db, query)
  return { rows, next: cursorAt(stopped), searchedUpTo: stopped?.at ?? null }
}

/** Where looking stopped, if there may be more behind it. */
async function lastLooked(
  db: D1Database,
  query: ActivityQuery,
): Promise<Pick<ActivityRow, 'at' | 'voucherId' | 'seq'> | undefined> {
  const { where, values } = rangeOf(query)
  const { results } = await db
    .prepare(
      `SELECT at, voucher_id AS voucherId, seq FROM entries WHERE ${where}
       ORDER BY at DESC, voucher_id DESC, seq DESC LIMIT 1 OFFSET ${LINES_READ_MOST - 1}`,
    )
    .bind(...values)
    .all<Pick<ActivityRow, 'at' | 'voucherId' | 'seq'>>()
  return results[0]
}

/** The range of time and the place to go on from: ?1 to ?5. */
function rangeOf({ from, to, cursor }: ActivityQuery) {
  const after = cursor === null ? null : readPlace(cursor)
  const where = 'at >= ?1 AND at < ?2 AND (at, voucher_id, seq) < (?3, ?4, ?5)'
  return { where, values: [from, to, after?.at ?? to, after?.voucher ?? '', after?.seq ?? 0] }
}

function cursorAt(row: Pick<ActivityRow, 'at' | 'voucherId' | 'seq'> | undefined): string | null {
  return row === undefined ? null : cursorOf(row.at, `${row.voucherId}_${row.seq}`)
}

/** Reads where a page of happenings ended; null for a text that is none of ours. */
export function readPlace(
  text: string,
): { readonly at: Instant; readonly voucher: string; readonly seq: number } | null {
  const cursor = readCursor(text)
  const found = cursor && /^(vch_[0-9a-z]{26})_(\d{1,9})$/.exec(cursor.id)
  return cursor && found ? { at: cursor.at, voucher: found[1] ?? '', seq: Number(found[2]) } : null
}
