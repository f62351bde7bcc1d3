import { assert } from '../src/assert.ts'
import { visited } from '../src/happening.ts'
import type { CustomerId } from '../src/id.ts'
import { ATTEMPTED_KIND } from '../src/ledger.ts'
import type { Instant } from '../src/local-time.ts'
import { effectsOf } from '../src/rollup.ts'
import { searchTerms } from '../src/search-terms.ts'
import { currencyOfTerms } from '../src/terms.ts'
import { type Entry, standing, stateOf, type Voucher } from '../src/voucher.ts'
import { noting, visiting } from './happenings.ts'
import { inParts } from './in-parts.ts'
import { tellingOfVoucher } from './telling.ts'
import type { History } from './voucher-object.ts'

/**
 * Brings D1 up to a voucher's ledger in one atomic batch and gives the last line projected. Idempotent by (voucher, seq)
 * and safe out of order: entries are inserted once, the list row moves only forward. Rule R25.
 */
export async function project(db: D1Database, history: History, now = Date.now()): Promise<number> {
  const { voucher, head } = history
  const known = await db
    .prepare('SELECT seq, words FROM vouchers WHERE id = ?')
    .bind(voucher.id)
    .first<{ seq: number; words: string }>()
  if (known === null) {
    await db.batch([...wholly(db, history), ...visits(db, history, 0, now)])
    return head
  }
  const erased = erasedWords(db, history, known.words)
  if (known.seq >= head) {
    const changes = [...erased, ...heldRow(db, history)]
    if (changes.length > 0) await db.batch(changes)
    return known.seq
  }
  await db.batch([
    listRow(db, history),
    ...holderRow(db, history),
    ...heldRow(db, history),
    ...newEntries(db, history, known.seq),
    ...tellingOfVoucher(db, history, known.seq),
    droppedAttempts(db, history),
    ...erased,
    ...visits(db, history, known.seq, now),
  ])
  return head
}

/** Words never change, they are only erased: what the list still has and the ledger has no more is taken out. */
function erasedWords(db: D1Database, { voucher, words }: History, listed: string): D1PreparedStatement[] {
  if (listed === NO_WORDS || Object.keys(words).length > 0) return []
  return [db.prepare('UPDATE vouchers SET words = ?2 WHERE id = ?1').bind(voucher.id, NO_WORDS)]
}

const NO_WORDS = '{}'

/** The same for a voucher of which D1 may have lost anything; what happened long ago is not news again. */
export async function projectWhole(db: D1Database, history: History): Promise<number> {
  await db.batch([...wholly(db, history), ...visits(db, history, 0, null)])
  return history.head
}

function wholly(db: D1Database, history: History): D1PreparedStatement[] {
  return [
    listRow(db, history),
    ...holderRow(db, history),
    ...heldRow(db, history),
    ...newEntries(db, history, 0),
    ...tellingOfVoucher(db, history, 0),
    droppedAttempts(db, history),
    termRows(db, history),
  ]
}

/**
 * Whoever used a voucher was there: who held it, or said who they are. `now`: null where it is no news to the offers that
 * give themselves.
 */
function visits(
  db: D1Database,
  { voucher, lines }: History,
  known: number,
  now: Instant | null,
): D1PreparedStatement[] {
  const uses = lines.flatMap(({ entry }) => {
    if (entry.kind !== 'redeemed' || entry.seq <= known) return []
    const customer = entry.customer ?? voucher.customer
    return customer === null ? [] : [{ customer, noted: visited(entry.at, entry.place.zone) }]
  })
  const by = Map.groupBy(uses, ({ customer }): CustomerId => customer)
  return [...by].flatMap(([customer, made]) => {
    const noted = made.map((one) => one.noted)
    const days = noted.map(({ day }) => day)
    return [...visiting(db, customer, days), ...(now === null ? [] : noting(db, customer, noted, now))]
  })
}

function listRow(db: D1Database, { voucher, words, counts, head }: History): D1PreparedStatement {
  const last = standing(voucher).at(-1)
  // Only what can change stands after SET: an index is rewritten, and paid for, when a column of it is named there.
  return db
    .prepare(
      `INSERT INTO vouchers (id, code_last4, sealed_code, terms, words, customer_id, source, issued_at, issued_by, state, validity,
         closes_at, uses_left, balance, redeemed_at, redeemed_store_id, refusal_counts, seq, issued_store_id, offer_id)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
       ON CONFLICT (id) DO UPDATE SET state = ?10, validity = ?11, closes_at = ?12, uses_left = ?13, balance = ?14,
         redeemed_at = ?15, redeemed_store_id = ?16, refusal_counts = ?17, seq = ?18
       WHERE seq < ?18`,
    )
    .bind(
      voucher.id,
      voucher.codeLast4,
      voucher.sealedCode,
      JSON.stringify(voucher.terms),
      JSON.stringify(words),
      voucher.customer,
      voucher.source,
      voucher.issuedAt,
      voucher.issuedBy.by,
      stateOf(voucher),
      JSON.stringify(voucher.validity),
      voucher.closesAt,
      voucher.usesLeft,
      voucher.balance,
      last?.at ?? null,
      last?.place.store ?? null,
      JSON.stringify(counts),
      head,
      voucher.issuedBy.store,
      voucher.offer,
    )
}

/** The holder of a voucher that was reassigned, apart from the rest since its index is then rewritten; never of an older state. */
function holderRow(db: D1Database, { voucher, head }: History): D1PreparedStatement[] {
  if (voucher.formerly.length === 0) return []
  const statement =
    'UPDATE vouchers SET customer_id = ?2 WHERE id = ?1 AND seq = ?3 AND customer_id IS NOT ?2'
  return [db.prepare(statement).bind(voucher.id, voucher.customer, head)]
}

/** Until when it is held, for those that ever were: an index of its own, and the one thing that time alone changes. */
function heldRow(db: D1Database, { voucher, head, heldUntil }: History): D1PreparedStatement[] {
  if (voucher.holds.length === 0) return []
  const statement = 'UPDATE vouchers SET held_until = ?2 WHERE id = ?1 AND seq = ?3 AND held_until IS NOT ?2'
  return [db.prepare(statement).bind(voucher.id, heldUntil, head)]
}

/**
 * Attempts only from the newest state, which the list row before it tells: an older one that arrives late would bring back
 * what its object has dropped since. Before them, those that are new and whose time the figures have closed are put among
 * the late: in one transaction with the row, so that each line is counted by place or as a late one, and never both.
 */
function newEntries(db: D1Database, history: History, known: number): D1PreparedStatement[] {
  const { voucher, head, lines } = history
  const changed = new Set(lines.flatMap(({ entry }) => reversedBy(entry, known)))
  const rows = rowsOf(history).filter(({ seq }) => seq > known || changed.has(seq))
  const allowed = `(value ->> 'outcome' = 'accepted' OR (SELECT seq FROM vouchers WHERE id = ?1) = ?3)`
  const late = db.prepare(
    `INSERT INTO late_entries (at, voucher_id, seq)
     SELECT value ->> 'at', ?1, value ->> 'seq' FROM json_each(?2)
     WHERE value ->> 'at' <= (SELECT closed_at FROM rollup_cursor) AND ${allowed} AND NOT EXISTS
       (SELECT 1 FROM entries WHERE at = value ->> 'at' AND voucher_id = ?1 AND seq = value ->> 'seq')
     ON CONFLICT DO NOTHING`,
  )
  const entries = db.prepare(
    `INSERT INTO entries (voucher_id, seq, kind, outcome, reason, at, by, store_id, partner_id, channel, amount, balance, forced, hash,
       issued_store_id, effect, device, currency, undone_at, returned, undoes_at)
     SELECT ?1, value ->> 'seq', value ->> 'kind', value ->> 'outcome', value ->> 'reason', value ->> 'at', value ->> '$.place.by',
       value ->> '$.place.store', value ->> '$.place.partner', value ->> '$.place.channel', value ->> 'amount', value ->> 'balance',
       value ->> 'forced', value ->> 'hash', ?4, value ->> 'effect', value ->> '$.place.device', value ->> 'currency',
       value ->> 'undone_at', value ->> 'returned', value ->> 'undoes_at'
     FROM json_each(?2)
     WHERE ${allowed}
     ON CONFLICT DO UPDATE SET undone_at = coalesce(undone_at, excluded.undone_at), returned = max(returned, excluded.returned)
     WHERE returned < excluded.returned OR (undone_at IS NULL AND excluded.undone_at IS NOT NULL)`,
  )
  return inParts(rows).flatMap((part) => [
    late.bind(voucher.id, part, head),
    entries.bind(voucher.id, part, head, voucher.issuedBy.store),
  ])
}

/** The redemption that a line behind the known ones reverses: its row tells so. */
function reversedBy(entry: Entry, known: number): number[] {
  return entry.kind === 'rolled_back' && entry.seq > known ? [entry.redemption] : []
}

function rowsOf({ voucher, lines, attempts }: History) {
  const effects = effectsOf(lines.map(({ entry }) => entry))
  const accepted = lines.map(({ entry, hash }, index) => ({
    seq: entry.seq,
    kind: entry.kind,
    outcome: 'accepted',
    reason: null,
    at: entry.at,
    place: entry.place,
    amount: 'amount' in entry ? entry.amount : null,
    balance: 'balance' in entry ? entry.balance : null,
    forced: entry.kind === 'redeemed' && entry.forced ? 1 : 0,
    hash,
    effect: effects[index] ?? null,
    ...fateOf(voucher, lines, entry),
  }))
  const refused = attempts.map(({ seq, attempted, at, place, refusals }) => ({
    seq,
    kind: ATTEMPTED_KIND[attempted],
    outcome: 'refused',
    reason: refusals[0].reason,
    at,
    place,
    amount: null,
    balance: null,
    forced: 0,
    hash: null,
    effect: null,
    ...NO_FATE,
  }))
  return [...accepted, ...refused]
}

const NO_FATE = { currency: null, undone_at: null, returned: 0, undoes_at: null }

/** What became of a redemption, or which one a rollback reverses, and in which money. */
function fateOf(voucher: Voucher, lines: History['lines'], entry: Entry) {
  if (entry.kind !== 'redeemed' && entry.kind !== 'rolled_back') return NO_FATE
  const of = entry.kind === 'redeemed' ? entry.seq : entry.redemption
  const use = voucher.redemptions.find(({ seq }) => seq === of)
  const made = lines.find(({ entry: { seq } }) => seq === of)?.entry
  assert(use !== undefined && made?.kind === 'redeemed', 'a redemption is in the ledger of its voucher')
  const currency = made.amount === null ? null : (made.order?.currency ?? currencyOfTerms(voucher.terms))
  if (entry.kind === 'rolled_back') return { ...NO_FATE, currency, undoes_at: use.at }
  return { ...NO_FATE, currency, undone_at: use.reversal?.at ?? null, returned: use.returned }
}

/** Attempts the object no longer keeps whole leave the projection too: a rebuild ends equal. */
function droppedAttempts(db: D1Database, { voucher, attempts }: History): D1PreparedStatement {
  const oldest = attempts[0]?.seq ?? 0
  return db
    .prepare("DELETE FROM entries WHERE voucher_id = ? AND seq < ? AND outcome = 'refused'")
    .bind(voucher.id, oldest)
}

function termRows(db: D1Database, { voucher }: History): D1PreparedStatement {
  const terms = searchTerms(voucher.codeLast4, voucher.terms.title)
  return db
    .prepare(
      'INSERT INTO voucher_terms (term, issued_at, voucher_id) SELECT value, ?3, ?1 FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING',
    )
    .bind(voucher.id, JSON.stringify(terms), voucher.issuedAt)
}
