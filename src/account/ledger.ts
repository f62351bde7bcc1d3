import { assert } from '../assert.ts'
import type { Words } from '../command.ts'
import type { CommandId, CustomerId } from '../id.ts'
import { ATTEMPTS_KEPT } from '../ledger.ts'
import type { Instant } from '../local-time.ts'
import type { Refusal, Refusals } from '../refusal.ts'
import type { Place } from '../voucher.ts'
import { type Account, apply, type Entry, type Fact, fold } from './account.ts'
import type { AccountCommand, Sent } from './command.ts'
import { decide } from './decide.ts'

/** A refused command, kept to give the same answer again; no part of the state. */
export interface AccountAttempt {
  readonly at: Instant
  readonly place: Place
  readonly command: CommandId
  readonly digest: string
  readonly attempted: AccountCommand['kind']
  readonly refusals: Refusals
}

/** Everything an account's object holds; `account` is the fold of the entries. */
export interface AccountLedger {
  readonly account: Account
  readonly entries: readonly Entry[]
  readonly attempts: readonly AccountAttempt[]
}

/** The recorded answer to a command. `account` is the state right after it, as it was then. */
export type AccountOutcome =
  | {
      readonly kind: 'accepted'
      readonly entry: Entry
      readonly account: Account
      readonly replayed: boolean
    }
  | {
      readonly kind: 'refused'
      readonly refusals: Refusals
      readonly at: Instant
      readonly replayed: boolean
    }

/** What the object must write, if anything, and what it then answers. */
export interface AccountSettlement {
  readonly write:
    | { readonly entry: Entry; readonly words: Words }
    | { readonly attempt: AccountAttempt }
    | null
  readonly outcome: AccountOutcome
}

/**
 * Settles one command against a ledger, as a voucher's is settled: the same id gets the same answer (Rule R4), the same id
 * with other content is refused and changes nothing (R5), everything else is decided. Nobody's refusals begin an account.
 */
export function settleAccount(
  ledger: AccountLedger,
  command: AccountCommand,
  clock: Instant,
  elsewhere: readonly Refusal[] = [],
): AccountSettlement {
  const seen = recalled(ledger, command, clock)
  if (seen !== null) return { write: null, outcome: seen }
  const at = accountTime(ledger, clock)
  const decision = decide(ledger.account, command, at, elsewhere)
  const { id, digest, place } = command
  switch (decision.kind) {
    case 'known':
      return { write: null, outcome: entryIn(ledger, decision.seq) }
    case 'accepted': {
      const entry: Entry = {
        ...decision.fact,
        ...stampOf(ledger, command.customer, at),
        ...{ place, command: id, digest },
      }
      const account = apply(ledger.account, entry)
      return {
        write: { entry, words: decision.words },
        outcome: { kind: 'accepted', entry, account, replayed: false },
      }
    }
    case 'refused': {
      const { refusals } = decision
      const attempt = { at, place, command: id, digest, attempted: command.kind, refusals }
      const outcome = { kind: 'refused', refusals, at, replayed: false } as const
      const forgotten = ledger.entries.length === 0 || wasNoOccasion(command, refusals)
      return { write: forgotten ? null : { attempt }, outcome }
    }
  }
}

/** A purchase taken back leaves its occasion to the next one, which asks under the same command. Rule R105. */
function wasNoOccasion(command: AccountCommand, refusals: Refusals): boolean {
  return command.kind === 'claim' && refusals.some(({ reason }) => reason === 'purchase_reversed')
}

/** The line for a fact that the clock or a saga states by itself. */
export function ownEntry(ledger: AccountLedger, fact: Fact, place: Place | null, clock: Instant): Entry {
  const [first] = ledger.entries
  assert(first !== undefined, 'only an account that began goes on by itself')
  const stamp = stampOf(ledger, first.customer, accountTime(ledger, clock))
  return { ...fact, ...stamp, place, command: null, digest: null }
}

/** What time it is in an account: a clock set back never reorders it. Rule R10. */
export function accountTime({ entries, attempts }: AccountLedger, clock: Instant): Instant {
  return Math.max(clock, entries.at(-1)?.at ?? clock, attempts.at(-1)?.at ?? clock)
}

/** The attempts with one more; of older ones nothing is kept. */
export function withAttempt(
  attempts: readonly AccountAttempt[],
  attempt: AccountAttempt,
): readonly AccountAttempt[] {
  return [...attempts, attempt].slice(-ATTEMPTS_KEPT)
}

/** The answer that was given to that command, or to another one sent under its id; null where none was. Rules R4 and R5. */
export function recalled(ledger: AccountLedger, { id, digest }: Sent, clock: Instant): AccountOutcome | null {
  const seen = recallIn(ledger, id)
  if (seen === null || seen.digest === digest) return seen?.outcome ?? null
  return { kind: 'refused', refusals: [{ reason: 'idempotency_key_reused' }], at: clock, replayed: false }
}

function recallIn(
  ledger: AccountLedger,
  id: CommandId,
): { readonly outcome: AccountOutcome; readonly digest: string | null } | null {
  const entry = ledger.entries.find(({ command }) => command === id)
  if (entry !== undefined) return { outcome: entryIn(ledger, entry.seq), digest: entry.digest }
  const attempt = ledger.attempts.find(({ command }) => command === id)
  if (attempt === undefined) return null
  const { refusals, at, digest } = attempt
  return { outcome: { kind: 'refused', refusals, at, replayed: true }, digest }
}

/** The answer to the command that wrote that line, again. @throws AssertionFailed when there is no such line */
export function entryIn({ entries }: AccountLedger, seq: number): AccountOutcome {
  const entry = entries[seq - 1]
  assert(entry !== undefined && entry.seq === seq, 'lines are numbered without a gap')
  return { kind: 'accepted', entry, account: fold(entries.slice(0, seq)), replayed: true }
}

function stampOf({ account }: AccountLedger, customer: CustomerId, at: Instant) {
  return { seq: account.head + 1, at, customer }
}
