import type { Instant } from '../local-time.ts'
import { apply, EMPTY_ACCOUNT, type Entry } from './account.ts'
import { MOVES, type MoveKind, type Unit } from './unit.ts'

/** One line people read: what moved, and what was available after it. Lines about no amount have none. */
export interface StatementLine {
  readonly entry: Entry
  /** Counts the moves of the entry from 0. */
  readonly n: number
  readonly kind: MoveKind | Entry['kind']
  readonly unit: Unit | null
  /** As it moved, never negative; 0 for a line about no amount. */
  readonly amount: number
  /** By how much it changed what is available. */
  readonly change: number
  /** What was available of that unit afterwards. */
  readonly balance: number | null
  readonly endsAt: Instant | null
}

/** What an account writes for itself: it moves nothing that people have. */
const UNTOLD: readonly Entry['kind'][] = ['claim_closed', 'transfer_closed', 'merged']

/** Every line of a ledger, oldest first. */
export function statementOf(entries: readonly Entry[]): readonly StatementLine[] {
  let account = EMPTY_ACCOUNT
  return entries.flatMap((entry): readonly StatementLine[] => {
    const before = account
    account = apply(account, entry)
    return linesOf(entry, (unit) => before.sides[unit].available)
  })
}

function linesOf(entry: Entry, available: (unit: Unit) => number): readonly StatementLine[] {
  if (entry.moves.length === 0) {
    const silent = { unit: null, amount: 0, change: 0, balance: null, endsAt: null }
    return UNTOLD.includes(entry.kind) ? [] : [{ entry, n: 0, kind: entry.kind, ...silent }]
  }
  const balances = new Map<Unit, number>()
  return entry.moves.map(({ kind, unit, amount, pieces }, n) => {
    const [from, to] = MOVES[kind]
    const change = to === 'available' ? amount : from === 'available' ? -amount : 0
    const balance = (balances.get(unit) ?? available(unit)) + change
    balances.set(unit, balance)
    const [only] = pieces
    const endsAt = to === 'available' && pieces.length === 1 && only !== undefined ? only.endsAt : null
    return { entry, n, kind, unit, amount, change, balance, endsAt }
  })
}
