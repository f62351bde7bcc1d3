import { assert } from './assert.ts'
import type { PrincipalId } from './id.ts'
import type { Instant } from './local-time.ts'
import type { Entry, Place, Voucher } from './voucher.ts'

/** A use set aside for an order of whoever asked for it. It ends by the clock, unless a line of the ledger ended it before. */
export interface Hold {
  /** The line it began with. */
  readonly seq: number
  readonly at: Instant
  readonly place: Place
  /** The order, as its shop calls it. */
  readonly order: string
  /** Exclusive. */
  readonly until: Instant
  readonly end: HoldEnd | null
}

/** `taken_over`: by somebody else, at a counter. */
export interface HoldEnd {
  readonly kind: 'redeemed' | 'released' | 'taken_over'
  readonly at: Instant
  readonly place: Place
}

/** So long an order may hold a voucher before it asks again. */
export const HOLD_MS_MOST = 3_600_000

type HeldEntry = Extract<Entry, { kind: 'held' }>
type EndEntry = Extract<Entry, { kind: 'redeemed' | 'released' }>

/** The holds after one was begun, or got a later end. */
export function held(holds: readonly Hold[], entry: HeldEntry): readonly Hold[] {
  const { seq, at, place, order, until, hold } = entry
  if (hold === null) return [...holds, { seq, at, place, order, until, end: null }]
  return changed(holds, hold, { until })
}

/** The holds after one was ended by a line of the ledger. */
export function ended(holds: readonly Hold[], hold: number, entry: EndEntry): readonly Hold[] {
  const { at, place } = entry
  const kind = entry.kind === 'redeemed' ? 'redeemed' : entry.takenOver ? 'taken_over' : 'released'
  return changed(holds, hold, { end: { kind, at, place } })
}

function changed(holds: readonly Hold[], seq: number, change: Partial<Hold>): readonly Hold[] {
  const hold = holds.find((one) => one.seq === seq)
  assert(hold !== undefined && hold.end === null, 'only a hold that has not ended changes')
  return holds.map((one) => (one === hold ? { ...hold, ...change } : one))
}

/** The holds that stand at `now`, those that end first in front. Rule R75. */
export function activeHolds({ holds }: Pick<Voucher, 'holds'>, now: Instant): readonly Hold[] {
  // Most vouchers were never held.
  if (holds.length === 0) return holds
  return holds.filter(({ end, until }) => end === null && now < until).toSorted((a, b) => a.until - b.until)
}

/** Whose it is, of whoever asks and for which of their orders: a number is the order's only in its own shop system. */
export function holdOf(
  voucher: Voucher,
  by: PrincipalId,
  order: string | null,
  now: Instant,
): Hold | undefined {
  return activeHolds(voucher, now).find((hold) => hold.place.by === by && hold.order === order)
}

/** Of these holds, the one whose end leaves a use for somebody without one; null where a use is left as it is. */
export function standingInTheWay(holds: readonly Hold[], usesLeft: number): Hold | null {
  return usesLeft > 0 ? (holds[holds.length - usesLeft] ?? null) : null
}

/** How many could use it at once: stored value is held whole, all else by the use. Rule R76. */
export function usesToHold({ balance, usesLeft }: Voucher): number {
  if (balance === null) return usesLeft ?? 0
  return balance > 0 ? 1 : 0
}

/** Until when nobody but those who hold it can use it; null when it is not held. Void, used up and blocked ones are not. */
export function heldUntil(voucher: Voucher, now: Instant): Instant | null {
  if (voucher.lock.kind !== 'none') return null
  return standingInTheWay(activeHolds(voucher, now), usesToHold(voucher))?.until ?? null
}
