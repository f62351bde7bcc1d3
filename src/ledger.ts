import { assert } from './assert.ts'
import type { Command, Words } from './command.ts'
import { decide } from './decide.ts'
import type { CommandId } from './id.ts'
import type { Instant } from './local-time.ts'
import type { Refusals } from './refusal.ts'
import { apply, type Entry, fold, type Place, type Voucher } from './voucher.ts'

/** A refused attempt: recorded, because disputes and reports need it, but never part of the state. */
export interface Attempt {
  readonly seq: number
  readonly at: Instant
  readonly place: Place
  readonly command: CommandId
  readonly digest: string
  readonly attempted: Command['kind']
  readonly refusals: Refusals
}

/** What an attempt would have become, in the words of entries. */
export const ATTEMPTED_KIND: { readonly [K in Command['kind']]: Entry['kind'] } = {
  issue: 'issued',
  redeem: 'redeemed',
  override: 'redeemed',
  hold: 'held',
  release: 'released',
  take_over: 'released',
  roll_back: 'rolled_back',
  void: 'voided',
  block: 'blocked',
  unblock: 'unblocked',
  extend: 'extended',
  reassign: 'reassigned',
}

/** Older refusals survive only as numbers: `{ "2026-11-22": { already_redeemed: 3 } }`. */
export type RefusalCounts = Readonly<Record<string, Readonly<Record<string, number>>>>

/** Everything one voucher's object holds, in order of `seq`. */
export interface Ledger {
  readonly entries: readonly Entry[]
  readonly attempts: readonly Attempt[]
}

/** The recorded answer to a command. `voucher` is the state right after it, as it was then. */
export type Outcome =
  | {
      readonly kind: 'accepted'
      readonly entry: Entry
      readonly voucher: Voucher
      readonly replayed: boolean
      /** The redemption in question has been rolled back since. */
      readonly reversed: boolean
    }
  | {
      readonly kind: 'refused'
      readonly refusals: Refusals
      readonly at: Instant
      readonly voucher: Voucher | null
      readonly replayed: boolean
    }

/** What the object must write, if anything, and what it then answers. */
export interface Settlement {
  readonly write: { readonly entry: Entry; readonly words: Words } | { readonly attempt: Attempt } | null
  readonly outcome: Outcome
}

/** So many refusals are kept whole; a hostile caller cannot grow an object further. Rule R23. */
export const ATTEMPTS_KEPT = 40

/**
 * Settles one command against a ledger: the same id gets the same answer (Rule R4), the same id with other content is
 * refused and changes nothing (R5), everything else is decided. An unissued voucher writes nothing for anyone but `issue`.
 */
export function settle(ledger: Ledger, command: Command, clock: Instant): Settlement {
  const seen = answerTo(ledger, command, clock)
  if (seen !== null) return { write: null, outcome: seen }
  const voucher = fold(ledger.entries)
  const at = timeIn(ledger, clock)
  const decision = decide(voucher, command, at)
  const stamp = {
    seq: headOf(ledger) + 1,
    at,
    place: command.place,
    command: command.id,
    digest: command.digest,
  }
  if (decision.kind === 'accepted') {
    const entry: Entry = { ...decision.fact, ...stamp }
    const outcome: Outcome = {
      kind: 'accepted',
      entry,
      voucher: apply(voucher, entry),
      replayed: false,
      reversed: false,
    }
    return { write: { entry, words: decision.words }, outcome }
  }
  const { refusals } = decision
  const outcome: Outcome = { kind: 'refused', refusals, at, voucher, replayed: false }
  // What is not there cannot be recorded on: an unissued voucher, a redemption or hold of another one. Nor is another
  // voucher's issue that met this one an attempt on it.
  const absent = ['redemption_not_found', 'hold_not_found'].includes(refusals[0].reason)
  const nowhere = voucher === null || command.kind === 'issue' || absent
  if (nowhere) return { write: null, outcome }
  return { write: { attempt: { ...stamp, attempted: command.kind, refusals } }, outcome }
}

/** What time it is in a ledger. A clock set back never reorders it: time stands still until it has caught up. Rule R10. */
export function timeIn({ entries, attempts }: Ledger, clock: Instant): Instant {
  return Math.max(clock, entries.at(-1)?.at ?? clock, attempts.at(-1)?.at ?? clock)
}

/** The last line written, 0 for an empty ledger. */
export function headOf({ entries, attempts }: Ledger): number {
  return Math.max(entries.at(-1)?.seq ?? 0, attempts.at(-1)?.seq ?? 0)
}

/** Which attempts a further one pushes out, oldest first. */
export function attemptsToDrop(attempts: readonly Attempt[]): readonly Attempt[] {
  return attempts.slice(0, Math.max(0, attempts.length - ATTEMPTS_KEPT))
}

/** Adds dropped attempts to the counts by reason and UTC day; days beyond the newest 60 are summed under `earlier`. */
export function countAttempts(counts: RefusalCounts, dropped: readonly Attempt[]): RefusalCounts {
  const days = new Map(Object.entries(counts).map(([day, reasons]) => [day, { ...reasons }]))
  const add = (day: string, reason: string, times: number) => {
    const reasons = days.get(day) ?? {}
    days.set(day, { ...reasons, [reason]: (reasons[reason] ?? 0) + times })
  }
  for (const attempt of dropped) add(utcDay(attempt.at), attempt.refusals[0].reason, 1)
  const dated = [...days.keys()].filter((day) => day !== EARLIER).toSorted()
  for (const day of dated.slice(0, Math.max(0, dated.length - DAYS_COUNTED))) {
    for (const [reason, times] of Object.entries(days.get(day) ?? {})) add(EARLIER, reason, times)
    days.delete(day)
  }
  return Object.fromEntries(days)
}

const EARLIER = 'earlier'
const DAYS_COUNTED = 60
const DAY_MS = 86_400_000

/** UTC, so that counting needs no zone: these numbers answer "how much noise", not "which business day". */
function utcDay(at: Instant): string {
  return new Date(at - (at % DAY_MS)).toISOString().slice(0, 10)
}

/** What is recorded under a command id, with the digest of what it asked for; null if nothing is. */
export function recall(
  ledger: Ledger,
  id: CommandId,
): { readonly outcome: Outcome; readonly digest: string } | null {
  const index = ledger.entries.findIndex(({ command }) => command === id)
  const entry = ledger.entries[index]
  if (entry !== undefined) {
    const voucher = fold(ledger.entries.slice(0, index + 1))
    assert(voucher !== null, 'an accepted entry leaves a voucher')
    const reversed = isReversed(ledger, entry)
    return { outcome: { kind: 'accepted', entry, voucher, replayed: true, reversed }, digest: entry.digest }
  }
  const attempt = ledger.attempts.find(({ command }) => command === id)
  if (attempt === undefined) return null
  const { refusals, at, digest, seq } = attempt
  const voucher = fold(ledger.entries.filter((line) => line.seq < seq))
  return { outcome: { kind: 'refused', refusals, at, voucher, replayed: true }, digest }
}

function answerTo(ledger: Ledger, command: Command, now: Instant): Outcome | null {
  const seen = recall(ledger, command.id)
  if (seen === null) return null
  if (seen.digest === command.digest) return seen.outcome
  const refusals: Refusals = [{ reason: 'idempotency_key_reused' }]
  return { kind: 'refused', refusals, at: now, voucher: seen.outcome.voucher, replayed: false }
}

function isReversed(ledger: Ledger, entry: Entry): boolean {
  const now = fold(ledger.entries)
  return now?.redemptions.some(({ seq, reversal }) => seq === entry.seq && reversal !== null) ?? false
}
