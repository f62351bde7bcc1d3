import type { Instant } from '../../src/local-time.ts'
import { type DayChange, type Effect, type Happening, rollup, type ValueChange } from '../../src/rollup.ts'

/** Lines mostly reach the library within two seconds; those that take longer than this are counted as late ones. */
const CLOSES_AFTER_MS = 10_000
/** So many lines in one batch, and so many batches in one run of the clock: what is left is counted a minute later. */
const LINES_PER_FOLD = 500
const FOLDS_PER_RUN = 20
/** Seven statements each: a page that looks stays within the fifty of a request on Cloudflare's free plan. */
export const FOLDS_PER_LOOK = 3

/** How far the figures have come. */
interface Cursor {
  readonly version: number
  readonly closed_at: number
  readonly at: number
  readonly voucher_id: string
  readonly seq: number
}

const START: Cursor = { version: 0, closed_at: 0, at: 0, voucher_id: '', seq: 0 }

interface Line {
  readonly at: number
  readonly voucher_id: string
  readonly seq: number
  /** Null for a late line that has left the library again. */
  readonly kind: string | null
  readonly outcome: string | null
  readonly store_id: string | null
  readonly issued_store_id: string | null
  readonly source: string | null
  readonly effect: string | null
}

/**
 * Counts every ledger line that reached the library since the last time, each exactly once, and gives the instant up to
 * which the figures are whole; null when more is left than one run takes. Safe to run at any time, also twice at once:
 * 1. Time is closed: a line that commits afterwards with an earlier instant puts itself among the late
 *    (durable-objects/projection.ts), so that what stands in closed time and is not late no longer changes.
 * 2. Lines in closed time are counted in their order, leaving out the late. When none is left the cursor goes to the end
 *    of closed time, behind which nothing is looked at again, and the late are counted and taken off.
 * 3. Figures, cursor and the late change in one batch: a fold that somebody else has overtaken changes nothing.
 */
export async function foldRollups(
  db: D1Database,
  zone: string,
  now: Instant,
  most = FOLDS_PER_RUN,
): Promise<Instant | null> {
  for (let fold = 0; fold < most; fold += 1) {
    const cursor = await closeTime(db, now - CLOSES_AFTER_MS)
    const [lines, waiting] = await uncounted(db, cursor)
    const more = lines.length === LINES_PER_FOLD
    const late = more ? [] : waiting
    const end = (more && lines.at(-1)) || { at: cursor.closed_at, voucher_id: BEHIND_ALL, seq: 0 }
    // A refused attempt may have been dropped meanwhile: it is taken off the late and not counted.
    const counted = [...lines, ...late].flatMap((line) => happening(line) ?? [])
    await commit(db, cursor, { end, late, ranAt: now, ...rollup(counted, zone) })
    if (!more && late.length < LINES_PER_FOLD) return cursor.closed_at
  }
  return null
}

/** After every id. */
const BEHIND_ALL = '~'

/** Moves the boundary behind which lines are late, never back, and gives the cursor with it. */
async function closeTime(db: D1Database, until: Instant): Promise<Cursor> {
  const cursor = await db
    .prepare(
      `INSERT INTO rollup_cursor (id, version, closed_at, at, voucher_id, seq, ran_at) VALUES (1, 0, ?1, 0, '', 0, 0)
       ON CONFLICT (id) DO UPDATE SET closed_at = max(closed_at, ?1)
       RETURNING version, closed_at, at, voucher_id, seq`,
    )
    .bind(until)
    .first<Cursor>()
  return cursor ?? START
}

/** A line is told together with its voucher, so that why that exists is known by then. */
const COLUMNS = `kind, outcome, store_id, issued_store_id, effect,
  (SELECT source FROM vouchers WHERE vouchers.id = voucher_id) AS source`

async function uncounted(
  db: D1Database,
  cursor: Cursor,
): Promise<readonly [readonly Line[], readonly Line[]]> {
  const inOrder = db
    .prepare(
      `SELECT at, voucher_id, seq, ${COLUMNS} FROM entries
       WHERE (at, voucher_id, seq) > (?1, ?2, ?3) AND at <= ?4 AND NOT EXISTS
         (SELECT 1 FROM late_entries AS late
          WHERE late.at = entries.at AND late.voucher_id = entries.voucher_id AND late.seq = entries.seq)
       ORDER BY at, voucher_id, seq LIMIT ${LINES_PER_FOLD}`,
    )
    .bind(cursor.at, cursor.voucher_id, cursor.seq, cursor.closed_at)
  const late = db
    .prepare(
      `SELECT at, voucher_id, seq, ${COLUMNS} FROM late_entries LEFT JOIN entries USING (at, voucher_id, seq)
       WHERE at <= ?1 ORDER BY at, voucher_id, seq LIMIT ${LINES_PER_FOLD}`,
    )
    .bind(cursor.closed_at)
  const [lines, waiting] = await db.batch<Line>([inOrder, late])
  return [lines?.results ?? [], waiting?.results ?? []]
}

/** What one fold writes. */
interface Fold {
  readonly days: readonly DayChange[]
  readonly values: readonly ValueChange[]
  readonly late: readonly Line[]
  readonly end: Pick<Line, 'at' | 'voucher_id' | 'seq'>
  readonly ranAt: Instant
}

async function commit(
  db: D1Database,
  { version }: Cursor,
  { days, values, late, end, ranAt }: Fold,
): Promise<void> {
  const mine = '(SELECT version FROM rollup_cursor) = ?1'
  await db.batch([
    db
      .prepare(
        `INSERT INTO day_figures (scope, day, issued, redeemed, rolled_back, refused, ending)
         SELECT value ->> 'scope', value ->> 'day', value ->> 'issued', value ->> 'redeemed', value ->> 'rolledBack',
           value ->> 'refused', value ->> 'ending'
         FROM json_each(?2) WHERE ${mine}
         ON CONFLICT (scope, day) DO UPDATE SET issued = issued + excluded.issued, redeemed = redeemed + excluded.redeemed,
           rolled_back = rolled_back + excluded.rolled_back, refused = refused + excluded.refused, ending = ending + excluded.ending`,
      )
      .bind(version, JSON.stringify(days)),
    db
      .prepare(
        `INSERT INTO day_values (scope, day, currency, value)
         SELECT value ->> 'scope', value ->> 'day', value ->> 'currency', value ->> 'value' FROM json_each(?2) WHERE ${mine}
         ON CONFLICT (scope, day, currency) DO UPDATE SET value = value + excluded.value`,
      )
      .bind(version, JSON.stringify(values)),
    db
      .prepare(
        `DELETE FROM late_entries WHERE (at, voucher_id, seq) IN
           (SELECT value ->> 'at', value ->> 'voucher_id', value ->> 'seq' FROM json_each(?2)) AND ${mine}`,
      )
      .bind(version, JSON.stringify(late.map(({ at, voucher_id, seq }) => ({ at, voucher_id, seq })))),
    db
      .prepare(
        `UPDATE rollup_cursor SET version = version + 1, at = ?2, voucher_id = ?3, seq = ?4, ran_at = ?5 WHERE version = ?1`,
      )
      .bind(version, end.at, end.voucher_id, end.seq, ranAt),
  ])
}

function happening({ kind, outcome, at, store_id, issued_store_id, source, effect }: Line): Happening | null {
  if (kind === null || outcome === null) return null
  return {
    kind,
    outcome,
    at,
    store: store_id,
    issuedStore: issued_store_id,
    source,
    effect: effect === null ? null : (JSON.parse(effect) as Effect),
  }
}
