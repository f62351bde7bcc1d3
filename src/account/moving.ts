import type { Instant } from '../local-time.ts'
import type { Account } from './account.ts'
import type { Gain } from './command.ts'
import { hasEnded, type LotId, type Move, type Piece, pieceOf, piecesFor, returning, sumOf } from './lot.ts'
import { MOVES, UNITS, type Unit } from './unit.ts'

/**
 * The moves of the next entry, in the order in which they happen. Whatever comes to a customer who owes pays the debt
 * first, out of what came; where their record gave way, at the one that stays, which knows how much is still asked for.
 */
export function moving(account: Account, moves: readonly Move[]): readonly Move[] {
  if (account.merged !== null) return moves
  const debts = new Map<Unit, number>(UNITS.map((unit) => [unit, -account.sides[unit].owed]))
  return moves.flatMap((move): readonly Move[] => {
    const [, to] = MOVES[move.kind]
    const debt = debts.get(move.unit) ?? 0
    if (to !== 'available' || debt === 0) return [move]
    const amount = Math.min(debt, move.amount)
    debts.set(move.unit, debt - amount)
    return [move, { kind: 'repaid', unit: move.unit, amount, pieces: firstOf(move.pieces, amount) }]
  })
}

/** Amounts that come to the account, each as a lot of its own. `first` is the place of the first among the entry's moves. */
export function coming(
  { head }: Account,
  kind: 'earned' | 'credited' | 'moved_in',
  gains: readonly Gain[],
  first = 0,
): readonly Move[] {
  return gains.map(({ unit, amount, endsAt, origin }, n) => {
    const lot: LotId = `${head + 1}.${first + n}`
    return { kind, unit, amount, pieces: [{ lot, amount, endsAt, ...(origin && { origin }) }] }
  })
}

/** An amount that is there, going away. */
export function going(
  { lots }: Account,
  kind: 'debited' | 'reserved' | 'taken_back' | 'moved_out' | 'repaid',
  { unit, amount }: { readonly unit: Unit; readonly amount: number },
  now: Instant,
  before: readonly LotId[] = [],
): readonly Move[] {
  return amount === 0 ? [] : [{ kind, unit, amount, pieces: piecesFor(lots, unit, amount, now, before) }]
}

/** A price on its way back into the lots it was taken from. */
export function returned(
  { head }: Account,
  kind: 'released' | 'refunded',
  { unit, pieces }: { readonly unit: Unit; readonly pieces: readonly Piece[] },
  now: Instant,
): readonly Move[] {
  const amount = sumOf(pieces)
  const back = returning(pieces, `${head + 1}.0`, now)
  return amount === 0 ? [] : [{ kind, unit, amount, pieces: back }]
}

/** What has ended and is not written down as expired yet, unit by unit. */
export function ending({ lots }: Account, now: Instant): readonly Move[] {
  return UNITS.flatMap((unit): readonly Move[] => {
    const ended = lots
      .filter((lot) => lot.unit === unit && lot.left > 0 && hasEnded(lot, now))
      .toSorted((a, b) => (a.endsAt ?? 0) - (b.endsAt ?? 0))
    const pieces = ended.map((lot) => pieceOf(lot, lot.left))
    return pieces.length === 0 ? [] : [{ kind: 'expired', unit, amount: sumOf(pieces), pieces }]
  })
}

function firstOf(pieces: readonly Piece[], amount: number): readonly Piece[] {
  let missing = amount
  return pieces.flatMap((piece) => {
    const part = Math.min(piece.amount, missing)
    missing -= part
    return part === 0 ? [] : [{ ...piece, amount: part }]
  })
}
