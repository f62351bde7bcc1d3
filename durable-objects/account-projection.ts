import type { Entry } from '../src/account/account.ts'
import { type StatementLine, statementOf } from '../src/account/statement.ts'
import { happeningsIn } from '../src/happening.ts'
import type { Instant } from '../src/local-time.ts'
import { noting, visiting } from './happenings.ts'
import { inParts } from './in-parts.ts'
import { tellingOfAccount } from './telling.ts'

/**
 * Brings D1 up to an account's ledger in one atomic batch and gives the last line projected. Idempotent by (customer, line,
 * move) and safe out of order: rows are inserted once, and never change. Rule R25.
 */
export async function projectAccount(
  db: D1Database,
  entries: readonly Entry[],
  now = Date.now(),
): Promise<number> {
  const [first] = entries
  const head = entries.at(-1)?.seq ?? 0
  if (first === undefined) return head
  const known = await db
    .prepare('SELECT max(seq) AS seq FROM account_entries WHERE customer_id = ?')
    .bind(first.customer)
    .first<{ seq: number | null }>()
  return (known?.seq ?? 0) >= head ? head : write(db, entries, known?.seq ?? 0, now)
}

/** The same for an account of which D1 may have lost anything; what happened long ago is not news again. */
export async function projectWholeAccount(db: D1Database, entries: readonly Entry[]): Promise<number> {
  return entries.length === 0 ? 0 : write(db, entries, 0, null)
}

/** `now`: null where it is no news. */
async function write(
  db: D1Database,
  entries: readonly Entry[],
  known: number,
  now: Instant | null,
): Promise<number> {
  const told = statementOf(entries)
  const lines = new Set(told.map(({ entry }) => entry.seq))
  const silent = entries.filter(({ seq }) => !lines.has(seq)).map(silently)
  const all = [...told, ...silent]
    .filter(({ entry }) => entry.seq > known)
    .map((line) => rowOf(line, entries))
  const rows = db.prepare(
    `INSERT INTO account_entries (customer_id, seq, n, at, act, kind, unit, amount, change, balance, claim, purchase,
       offer_id, voucher_id, store_id, by, total, currency, device)
     SELECT value ->> 'customer', value ->> 'seq', value ->> 'n', value ->> 'at', value ->> 'act', value ->> 'kind',
       value ->> 'unit', value ->> 'amount', value ->> 'change', value ->> 'balance', value ->> 'claim',
       value ->> 'purchase', value ->> 'offer', value ->> 'voucher', value ->> 'store', value ->> 'by',
       value ->> 'total', value ->> 'currency', value ->> 'device'
     FROM json_each(?1) WHERE true
     ON CONFLICT DO NOTHING`,
  )
  await db.batch([
    ...inParts(all).map((part) => rows.bind(part)),
    ...tellingOfAccount(db, entries, known),
    ...news(db, told, known, now),
  ])
  return entries.at(-1)?.seq ?? 0
}

/** The days on which the customer was there, and what happened since the last time. */
function news(db: D1Database, told: readonly StatementLine[], known: number, now: Instant | null) {
  const [first] = told
  if (first === undefined) return []
  const happened = told
    .filter(({ entry, n }) => entry.seq > known && n === 0)
    .flatMap(({ entry }) => happeningsIn(entry, pointsAfter(told, entry.seq)))
  const days = happened.flatMap((noted) => (noted.kind === 'purchase' ? [noted.day] : []))
  const { customer } = first.entry
  return [...visiting(db, customer, days), ...(now === null ? [] : noting(db, customer, happened, now))]
}

/** How many were available after that line. */
function pointsAfter(told: readonly StatementLine[], seq: number): number {
  return told.findLast(({ entry, unit }) => entry.seq === seq && unit === 'points')?.balance ?? 0
}

/** What an account writes for itself has a row too: by the rows it is known how far the ledger is in the lists. */
function silently(entry: Entry): StatementLine {
  return { entry, n: 0, kind: entry.kind, unit: null, amount: 0, change: 0, balance: null, endsAt: null }
}

function rowOf({ entry, n, kind, unit, amount, change, balance }: StatementLine, entries: readonly Entry[]) {
  const { customer, seq, at, place } = entry
  const ofClaim = entry.kind === 'claim_opened' ? seq : 'claim' in entry ? entry.claim : null
  const opening = ofClaim === null ? undefined : entries[ofClaim - 1]
  const ofPurchase = entry.kind === 'purchased' ? seq : 'purchase' in entry ? entry.purchase : null
  return {
    ...{ customer, seq, n, at, unit, amount, change, balance },
    act: entry.kind,
    kind: unit === null ? null : kind,
    claim: ofClaim,
    purchase: ofPurchase,
    // On every line of a claim: what stands of an offer is counted from these rows.
    offer: opening?.kind === 'claim_opened' ? opening.offer : null,
    voucher: entry.kind === 'claimed' ? entry.voucher : null,
    store: entry.kind === 'purchased' ? entry.store : (place?.store ?? null),
    by: place?.by ?? null,
    total: entry.kind === 'purchased' ? entry.total : null,
    currency: entry.kind === 'purchased' ? entry.currency : null,
    device: place?.device ?? null,
  }
}
