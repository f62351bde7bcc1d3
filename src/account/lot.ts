import { assert } from '../assert.ts'
import type { CustomerId } from '../id.ts'
import type { Instant } from '../local-time.ts'
import { MOVES, type MoveKind, type Unit } from './unit.ts'

/** `<seq>.<n>`: the entry that made the lot, and which of its moves. */
export type LotId = `${number}.${number}`

/** The account and lot in which an amount was first put: it keeps it through every record that gives way. */
export type Origin = `${CustomerId}/${LotId}`

/** An amount that came together and ends together. */
export interface Lot {
  readonly id: LotId
  readonly unit: Unit
  /** From here on it is gone, exclusive; null: it stays. */
  readonly endsAt: Instant | null
  /** What of it is available. */
  readonly left: number
  /** What of it ended unused. */
  readonly expired: number
  /** Where it began, if that was in another account. */
  readonly origin?: Origin
}

/** Part of a lot, as an entry writes it down: where an amount was taken from, or put. */
export interface Piece {
  readonly lot: LotId
  readonly amount: number
  readonly endsAt: Instant | null
  /** Of its lot. */
  readonly origin?: Origin
}

/** One amount going from side to side. `pieces` name its lots wherever `available` is one of the sides. */
export interface Move {
  readonly kind: MoveKind
  readonly unit: Unit
  readonly amount: number
  readonly pieces: readonly Piece[]
  /** Of a debt that is asked for certain lots, wherever those lie by now: which. */
  readonly origins?: readonly Origin[]
}

/**
 * What comes back after its end stays good for so long. The customer had tied it up in time, and the brand let go of it:
 * given back dead, a refund would be none. Two weeks are long enough to be told and to choose again, and too short to
 * claim and cancel only in order to keep points alive.
 */
export const GRACE_MS = 14 * 86_400_000

/** Whether a lot counts no more at that moment, whatever has been written of it. */
export function hasEnded({ endsAt }: Pick<Lot, 'endsAt'>, now: Instant): boolean {
  return endsAt !== null && endsAt <= now
}

/** What of a unit can be used at that moment. */
export function availableIn(lots: readonly Lot[], unit: Unit, now: Instant): number {
  return lots.reduce((sum, lot) => sum + (lot.unit === unit && !hasEnded(lot, now) ? lot.left : 0), 0)
}

/** What of these lots ended unused by then, written down or not. */
export function endedIn(lots: readonly Lot[], now: Instant): number {
  return lots.reduce((sum, lot) => sum + lot.expired + (hasEnded(lot, now) ? lot.left : 0), 0)
}

/**
 * The pieces that make up an amount: what ends first, then what came first, and last what never ends. `before` is taken
 * before all of them. The caller knows that there is enough.
 */
export function piecesFor(
  lots: readonly Lot[],
  unit: Unit,
  amount: number,
  now: Instant,
  before: readonly LotId[] = [],
): readonly Piece[] {
  const usable = lots.filter((lot) => lot.unit === unit && lot.left > 0 && !hasEnded(lot, now))
  const rank = ({ id, endsAt }: Lot) => (before.includes(id) ? -1 : (endsAt ?? Number.POSITIVE_INFINITY))
  // Lots stand in the order in which they came; sorting keeps it among those that end together.
  const ordered = usable.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) < rank(b) ? -1 : 1))
  const pieces: Piece[] = []
  let missing = amount
  for (const lot of ordered) {
    const part = Math.min(lot.left, missing)
    if (part > 0) pieces.push(pieceOf(lot, part))
    missing -= part
  }
  assert(missing === 0, 'no more is taken than is there')
  return pieces
}

/** So much of a lot. */
export function pieceOf({ id, endsAt, origin }: Lot, amount: number): Piece {
  return { lot: id, amount, endsAt, ...(origin && { origin }) }
}

/** The same pieces on their way back into their lots; what ended meanwhile goes into the new lot `into`, for a while. */
export function returning(pieces: readonly Piece[], into: LotId, now: Instant): readonly Piece[] {
  const late = pieces.filter((piece) => hasEnded(piece, now))
  const kept = pieces.filter((piece) => !hasEnded(piece, now))
  const amount = sumOf(late)
  return amount === 0 ? kept : [...kept, { lot: into, amount, endsAt: now + GRACE_MS }]
}

/** What pieces are together. */
export function sumOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { amount }) => sum + amount, 0)
}

/** The lots after a move. @throws AssertionFailed where more is taken than a lot has */
export function lotsAfter(lots: readonly Lot[], { kind, unit, amount, pieces }: Move): readonly Lot[] {
  const [from, to] = MOVES[kind]
  if (from !== 'available' && to !== 'available') {
    assert(pieces.length === 0, 'only what is available lies in lots')
    return lots
  }
  assert(sumOf(pieces) === amount, 'the pieces of a move are its amount')
  return pieces.reduce((after, piece) => {
    assert(Number.isSafeInteger(piece.amount) && piece.amount > 0, 'a piece is a whole amount')
    return from === 'available' ? taken(after, unit, piece, kind === 'expired') : put(after, unit, piece)
  }, lots)
}

function taken(lots: readonly Lot[], unit: Unit, { lot: id, amount }: Piece, ended: boolean): readonly Lot[] {
  const lot = lots.find((one) => one.id === id)
  assert(lot !== undefined && lot.unit === unit, 'what is taken lies in a lot')
  assert(lot.left >= amount, 'no lot goes below nothing')
  const expired = lot.expired + (ended ? amount : 0)
  return lots.map((one) => (one === lot ? { ...lot, left: lot.left - amount, expired } : one))
}

function put(lots: readonly Lot[], unit: Unit, { lot: id, amount, endsAt, origin }: Piece): readonly Lot[] {
  const lot = lots.find((one) => one.id === id)
  if (lot === undefined)
    return [...lots, { id, unit, endsAt, left: amount, expired: 0, ...(origin && { origin }) }]
  assert(lot.unit === unit && lot.endsAt === endsAt, 'what comes back comes into the lot it came from')
  return lots.map((one) => (one === lot ? { ...lot, left: lot.left + amount } : one))
}
