import type { Entry } from '../src/account/account.ts'
import type { CustomerId } from '../src/id.ts'
import { accountSeqOf, endLineOf, isBehind, type Told, toldOfAccount, toldOfVoucher } from '../src/told.ts'
import { inParts } from './in-parts.ts'
import type { History } from './voucher-object.ts'

/** Adds the lines of an account behind `known` to its customer's statement. */
export function tellingOfAccount(
  db: D1Database,
  entries: readonly Entry[],
  known: number,
): D1PreparedStatement[] {
  const [first] = entries
  const told = toldOfAccount(entries).filter((line) => (accountSeqOf(line) ?? 0) > known)
  if (first === undefined || told.length === 0) return []
  const lines = db.prepare(`${INSERT} WHERE true ${ONCE}`)
  return inParts(told).map((part) => lines.bind(first.customer, part))
}

/**
 * Adds what became of a voucher to its holder's statement, in the batch that brings its list row to this state: with another
 * holder all of it moves along, and its end stands where it is by now. An older state that arrives late changes nothing.
 */
export function tellingOfVoucher(db: D1Database, history: History, known: number): D1PreparedStatement[] {
  const { voucher, lines, head } = history
  if (voucher.customer === null) return []
  const entries = lines.map(({ entry }) => entry)
  const told = toldOfVoucher(entries)
  const moved = entries.some(({ kind, seq }) => kind === 'reassigned' && seq > known)
  const fresh = moved ? told : told.filter((line) => isBehind(line, voucher.id, known))
  const added = db.prepare(`${INSERT} WHERE ${stands('?3', '?4')} ${ONCE}`)
  return [
    ...forgetting(db, history, told, moved ? voucher.formerly : []),
    ...inParts(fresh).map((part) => added.bind(voucher.customer, part, voucher.id, head)),
  ]
}

type Place = readonly [customer: CustomerId, at: number, line: string]

/** Takes out ends that do not stand any more, and everything that was told to those who held it before. */
function forgetting(
  db: D1Database,
  { voucher, lines, head }: History,
  told: readonly Told[],
  formerly: readonly CustomerId[],
): D1PreparedStatement[] {
  const { id, customer } = voucher
  const line = endLineOf(id)
  const ends = lines.flatMap(({ entry }) =>
    (entry.kind === 'issued' || entry.kind === 'extended') && entry.closesAt !== null ? [entry.closesAt] : [],
  )
  const standing = told.find((one) => one.line === line)?.at
  const over = [...new Set(ends)].filter((at) => at !== standing)
  const stale: readonly Place[] = [
    ...over.flatMap((at): Place[] => (customer === null ? [] : [[customer, at, line]])),
    ...formerly.flatMap((former): Place[] => [
      ...ends.map((at): Place => [former, at, line]),
      ...told.map((one): Place => [former, one.at, one.line]),
    ]),
  ]
  if (stale.length === 0) return []
  const statement = `DELETE FROM statement_lines WHERE (customer_id, at, line) IN
    (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1)) AND ${stands('?2', '?3')}`
  return [db.prepare(statement).bind(JSON.stringify(stale), id, head)]
}

const INSERT = `INSERT INTO statement_lines
    (customer_id, at, line, about, event, change, balance, currency, owed, ends_at, title, store_id, paid)
  SELECT ?1, value ->> 'at', value ->> 'line', value ->> 'about', value ->> 'event', value ->> 'change', value ->> 'balance',
    value ->> 'currency', value ->> 'owed', value ->> 'endsAt', value ->> 'title', value ->> 'store', value ->> 'paid'
  FROM json_each(?2)`
const ONCE = 'ON CONFLICT DO NOTHING'

/** Whether the list row is of that state: of an older one nothing is written. */
function stands(id: string, head: string): string {
  return `(SELECT seq FROM vouchers WHERE id = ${id}) = ${head}`
}
