import type { ClaimId, VoucherId } from '../src/id.ts'
import type { Instant } from '../src/local-time.ts'

// How a stock object keeps what it counts: a key for each taker, and one for each that is to be asked after.

/** Who takes: a claim, or a voucher that is issued from an offer to nobody. */
export type Taker = ClaimId | VoucherId

/** What a claim has, as of a line of its voucher's ledger; 0 before there was one. */
export interface Take {
  readonly quantity: number
  readonly seq: number
}

/** As it lies in storage: a piece, and money nobody has settled yet, is its number alone. */
export type StoredTake = number | readonly [number, number]

/** A take as it is stored. */
export function stored({ quantity, seq }: Take): StoredTake {
  return seq === 0 ? quantity : [quantity, seq]
}

/** A take as it was stored. */
export function takeIn(stored: StoredTake): Take {
  const [quantity, seq] = typeof stored === 'number' ? [stored, 0] : stored
  return { quantity, seq }
}

/** Before the taker, in the key of what it has. */
export const TAKE = 'take '
/** Before the instant at which a taker is asked after, and the taker. */
export const ASK = 'ask '
/** So many digits hold any instant until the year 2286, so that keys sort by time. */
const INSTANT_DIGITS = 13

/** Where what a taker has is kept. */
export function takeKey(claim: Taker): string {
  return `${TAKE}${claim}`
}

/** Where it is kept when a taker is asked after; keys sort by time. */
export function askKey(at: Instant, claim: Taker): string {
  return `${ASK}${String(at).padStart(INSTANT_DIGITS, '0')} ${claim}`
}

/** When which taker is asked after. */
export function askIn(key: string): { readonly at: Instant; readonly claim: Taker } {
  const at = key.slice(ASK.length, ASK.length + INSTANT_DIGITS)
  return { at: Number(at), claim: claimIn(key.slice(ASK.length + INSTANT_DIGITS + 1)) }
}

/** The taker in a key: what lies in storage was put there under a taker's id. */
export function claimIn(text: string): Taker {
  return text as Taker
}
