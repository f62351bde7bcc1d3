import type { Actor } from '../audit.ts'
import type { VoucherId } from '../id.ts'
import { type Pin, type Principal, type PrincipalRecord, signedIn } from '../principal.ts'
import type { Opening } from '../session.ts'
import { acted } from '../staffing.ts'
import { type Decided, unchanged } from './decided.ts'

/** So many misses in a row lock a PIN. */
export const PIN_MISSES_MOST = 5

/** What can be done with somebody's PIN. `proof` and `salt` as worker/pin.ts derives them, never the PIN itself. */
export type PinCommand =
  /** What a try is derived with, asked before: a PIN that opens nothing costs no derivation. */
  | { readonly kind: 'ask' }
  | { readonly kind: 'try'; readonly proof: string; readonly opening: Opening; readonly by: Actor }
  /** Decides about that voucher, and opens nothing. */
  | { readonly kind: 'vouch'; readonly proof: string; readonly voucher: VoucherId; readonly by: Actor }
  | { readonly kind: 'set'; readonly proof: string; readonly salt: string; readonly by: Actor }
  | { readonly kind: 'remove'; readonly by: Actor }
  | { readonly kind: 'unlock'; readonly by: Actor }

/** What came of it. `none`: there is no PIN to try; `left`: misses until it locks. */
export type PinOutcome =
  | { readonly kind: 'salt'; readonly salt: string; readonly left: number }
  | { readonly kind: 'signed_in'; readonly principal: Principal }
  | { readonly kind: 'vouched'; readonly principal: Principal }
  | { readonly kind: 'missed'; readonly left: number }
  | { readonly kind: 'locked' | 'none' | 'done' }

/** Whether it opens nothing until its owner has signed in otherwise, or somebody who looks after them unlocks it. */
export function isLocked({ misses }: Pick<Pin, 'misses'>): boolean {
  return misses >= PIN_MISSES_MOST
}

/** The record with no misses counted: for whoever has just proved who they are by something stronger. */
export function pinUnlocked(record: PrincipalRecord): PrincipalRecord {
  const { pin } = record
  return pin === null || pin.misses === 0 ? record : { ...record, pin: { ...pin, misses: 0 } }
}

/** PINs of six digits that the first five guesses would try: one digit, a run up or down, a part said over and over. */
export function isEasyPin(pin: string): boolean {
  const digits = [...pin].map(Number)
  const steps = digits.slice(1).map((digit, at) => (digit - (digits[at] ?? 0) + 10) % 10)
  const isRun = steps.every((step) => step === 1) || steps.every((step) => step === 9)
  const repeats = (length: number) => pin === pin.slice(0, length).repeat(pin.length / length)
  return isRun || repeats(1) || repeats(2) || repeats(3)
}

/** Sets, removes, unlocks and tries a PIN. Every miss is counted where the proof is compared. Rule R47. */
export function decidePin(record: PrincipalRecord, command: PinCommand, now: number): Decided<PinOutcome> {
  if (record.suspended || record.archived) return unchanged({ kind: 'none' })
  const { pin } = record
  if (command.kind === 'set') {
    const { proof, salt, by } = command
    const next = { ...withoutPinSessions(record), pin: { proof, salt, misses: 0, setAt: now } }
    return { record: acted(next, 'pin_set', by, now), outcome: { kind: 'done' } }
  }
  if (pin === null) return unchanged({ kind: 'none' })
  switch (command.kind) {
    case 'ask':
      return unchanged(
        isLocked(pin)
          ? { kind: 'locked' }
          : { kind: 'salt', salt: pin.salt, left: PIN_MISSES_MOST - pin.misses },
      )
    case 'try':
    case 'vouch':
      return tried(record, pin, command, now)
    case 'remove': {
      const next = { ...withoutPinSessions(record), pin: null }
      return { record: acted(next, 'pin_removed', command.by, now), outcome: { kind: 'done' } }
    }
    case 'unlock':
      if (!isLocked(pin)) return unchanged({ kind: 'done' })
      return {
        record: acted(pinUnlocked(record), 'pin_unlocked', command.by, now),
        outcome: { kind: 'done' },
      }
  }
}

/** A locked PIN is not even compared, and the fifth miss is the last that is written. */
function tried(
  record: PrincipalRecord,
  pin: Pin,
  command: Extract<PinCommand, { kind: 'try' | 'vouch' }>,
  now: number,
): Decided<PinOutcome> {
  const { proof, by } = command
  if (isLocked(pin)) return unchanged({ kind: 'locked' })
  if (isSame(proof, pin.proof)) {
    if (command.kind === 'vouch') return vouched(record, command, now)
    const { opening } = command
    const inside = signedIn(pinUnlocked(record), opening, now)
    const { principal } = record
    const how = { before: null, after: { proof: 'pin' } }
    return { record: acted(inside, 'signed_in', by, now, how), outcome: { kind: 'signed_in', principal } }
  }
  const missed = { ...pin, misses: pin.misses + 1 }
  const refused = acted({ ...record, pin: missed }, 'sign_in_refused', by, now)
  if (!isLocked(missed)) {
    return { record: refused, outcome: { kind: 'missed', left: PIN_MISSES_MOST - missed.misses } }
  }
  return { record: acted(refused, 'pin_locked', by, now), outcome: { kind: 'locked' } }
}

function vouched(
  record: PrincipalRecord,
  { voucher, by }: Extract<PinCommand, { kind: 'vouch' }>,
  now: number,
): Decided<PinOutcome> {
  const how = { before: null, after: { proof: 'pin', voucher } }
  const { principal } = record
  return {
    record: acted(pinUnlocked(record), 'override_vouched', by, now, how),
    outcome: { kind: 'vouched', principal },
  }
}

/** Whoever learned the old PIN is out with it. */
function withoutPinSessions(record: PrincipalRecord): PrincipalRecord {
  return { ...record, sessions: record.sessions.filter(({ proof }) => proof !== 'pin') }
}

/** Compares two texts in a time that says nothing of where they differ. */
function isSame(one: string, other: string): boolean {
  let difference = one.length ^ other.length
  for (let at = 0; at < one.length; at += 1) difference |= one.charCodeAt(at) ^ other.charCodeAt(at)
  return difference === 0
}
