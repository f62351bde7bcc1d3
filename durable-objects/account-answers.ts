import { type Account, claimIn, type Entry, type Purchase, type Standing } from '../src/account/account.ts'
import type { Balance, Balances } from '../src/account/balance.ts'
import type { AccountClaim } from '../src/account/claim.ts'
import type { Sent } from '../src/account/command.ts'
import { standingIn } from '../src/account/decide.ts'
import { type AccountOutcome, entryIn, recalled } from '../src/account/ledger.ts'
import { availableIn } from '../src/account/lot.ts'
import { endsNext, errandOf, givenFor } from '../src/account/saga.ts'
import { type StatementLine, statementOf } from '../src/account/statement.ts'
import type { Unit } from '../src/account/unit.ts'
import type { Words } from '../src/command.ts'
import type { CustomerId } from '../src/id.ts'
import type { Instant } from '../src/local-time.ts'
import type { Refusal, Refusals } from '../src/refusal.ts'
import { accountSeqOf, type Told, toldOfAccount } from '../src/told.ts'
import type { AccountRecord } from './account-book.ts'

/** What an account knows of whoever wants an offer: what is theirs, and what stands in this record and those merged into it. */
export interface Prospects {
  readonly balances: Balances
  readonly claims: Standing['claims']
  readonly hasPurchased: boolean
}

/** The recorded answer to a command, with the balances right after it. */
export type AccountAnswer =
  | {
      readonly kind: 'accepted'
      readonly entry: Entry
      readonly words: Words
      readonly balances: Balances
      readonly replayed: boolean
      /** When the purchase of that entry was reversed since. */
      readonly reversedAt: Instant | null
    }
  | { readonly kind: 'refused'; readonly refusals: Refusals; readonly replayed: boolean }

/** A voucher that a purchase was the reason for, once that was taken back. `kept`: it was used, or could not be taken. */
export interface Gift {
  readonly title: string
  readonly fate: 'taken_back' | 'kept' | 'underway'
}

/** The recorded answer to taking a purchase back, and what became of the vouchers it brought. */
export type ReversalAnswer =
  | (Extract<AccountAnswer, { kind: 'accepted' }> & { readonly gifts: readonly Gift[] })
  | Extract<AccountAnswer, { kind: 'refused' }>

/** How a claim stands, and in whose account. `open` and `cancelling`: it goes on by itself, and the same command asks again. */
export type ClaimAnswer =
  | {
      readonly kind: 'accepted'
      readonly claim: AccountClaim
      readonly customer: CustomerId
      readonly replayed: boolean
    }
  | { readonly kind: 'refused'; readonly refusals: Refusals; readonly replayed: boolean }

/** A page of a statement, newest first; `before` is where the next one begins. */
export interface StatementPage {
  readonly lines: readonly (StatementLine & { readonly words: Words })[]
  readonly before: number | null
}

/** What the lists may not have of an account yet: its lines behind one, and what there is now. */
export interface AccountTelling {
  readonly balances: Balances
  readonly lines: readonly Told[]
}

/** The lines behind that one, oldest first, and what there is now. */
export function tellingBehind(
  { account, entries }: AccountRecord,
  seq: number,
  now: Instant,
): AccountTelling {
  const balances = balancesOf(account, now)
  if (account.head <= seq) return { balances, lines: [] }
  return { balances, lines: toldOfAccount(entries).filter((line) => (accountSeqOf(line) ?? 0) > seq) }
}

/** What people typed as a reason, by line; only of those lines on which somebody did. */
export function reasonsOf(
  { lines }: AccountRecord,
  seqs: readonly number[],
): Readonly<Record<number, string>> {
  return Object.fromEntries(
    seqs.flatMap((seq) => {
      const reason = lines[seq - 1]?.words.reason
      return reason === undefined ? [] : [[seq, reason] as const]
    }),
  )
}

/** The answer to a command that was settled; `record` is what stands since. */
export function answerOf(outcome: AccountOutcome, record: AccountRecord, now: Instant): AccountAnswer {
  if (outcome.kind === 'refused') return outcome
  const { entry, account, replayed } = outcome
  const purchase = record.account.purchases.find(({ seq }) => seq === entry.seq)
  return {
    kind: 'accepted',
    entry,
    words: record.lines[entry.seq - 1]?.words ?? {},
    balances: balancesOf(account, replayed ? entry.at : Math.max(now, entry.at)),
    replayed,
    reversedAt: purchase?.reversedAt ?? null,
  }
}

/** A claim as it stands, or the refusal that ended it, or that ended this wish to cancel it. */
export function claimAnswerOf(
  { account, entries }: AccountRecord,
  opening: Entry,
  seq: number,
  replayed: boolean,
): ClaimAnswer {
  const claim = claimIn(account, seq)
  const refusal = opening.kind === 'cancel_opened' ? keptBy(entries, opening.seq, seq) : refusalOf(claim)
  return refusal === null
    ? { kind: 'accepted', claim, customer: opening.customer, replayed }
    : { kind: 'refused', refusals: [refusal], replayed }
}

function refusalOf({ state, refusal }: AccountClaim): Refusal | null {
  return state === 'refused' ? refusal : null
}

/** What became of a cancellation is the next thing said of its claim. */
function keptBy(entries: readonly Entry[], opening: number, claim: number): Refusal | null {
  const next = entries.find((entry) => entry.seq > opening && 'claim' in entry && entry.claim === claim)
  return next?.kind === 'cancel_refused' ? next.refusal : null
}

/** The answer to the purchase of that line, as it was given then; null where that line is none. */
export function purchaseAnswerOf(record: AccountRecord, seq: number, now: Instant): AccountAnswer | null {
  const isPurchase = record.account.purchases.some((one) => one.seq === seq)
  return isPurchase ? answerOf(entryIn(record, seq), record, now) : null
}

/** The answer to what was sent under that command, as it was given then; null where nothing was. */
export function recalledAnswerOf(record: AccountRecord, sent: Sent, now: Instant): AccountAnswer | null {
  const outcome = recalled(record, sent, now)
  return outcome && answerOf(outcome, record, now)
}

/** The latest purchases that were not taken back, newest first. */
export function latestPurchasesOf({ purchases }: Account, most: number): readonly Purchase[] {
  return purchases
    .filter(({ reversedAt }) => reversedAt === null)
    .slice(-most)
    .toReversed()
}

/** What became of the vouchers a purchase that was taken back was the reason for. */
export function giftsOf(account: Account, purchase: number): readonly Gift[] {
  return givenFor(account, purchase).map((claim) => {
    const done = errandOf(account, claim) === null || claim.state === 'cancelled'
    const fate = claim.state === 'cancelled' ? 'taken_back' : done ? 'kept' : 'underway'
    return { title: claim.terms.title, fate }
  })
}

/** A page of everything that happened, newest first, with what people said of it. */
export function statementPageOf(
  {
    entries,
    lines,
  }: Pick<AccountRecord, 'entries'> & { readonly lines: readonly { readonly words: Words }[] },
  before: number | null,
  limit: number,
): StatementPage {
  const all = statementOf(entries)
  const end = Math.min(before ?? all.length, all.length)
  const start = Math.max(0, end - limit)
  const page = all.slice(start, end).toReversed()
  const spoken = page.map((line) => ({ ...line, words: lines[line.entry.seq - 1]?.words ?? {} }))
  return { lines: spoken, before: start === 0 ? null : start }
}

/** What decides which offers are for them, at that moment. */
export function prospectsOf(account: Account, now: Instant): Prospects {
  const { claims, purchases } = standingIn(account)
  return { balances: balancesOf(account, now), claims, hasPurchased: purchases > 0 }
}

/** What an account holds at that moment. */
export function balancesOf(account: Account, now: Instant): Balances {
  const next = new Map(endsNext(account, now).map(({ unit, next }) => [unit, next]))
  const of = (unit: Unit): Balance => ({
    available: availableIn(account.lots, unit, now),
    reserved: account.sides[unit].reserved,
    owed: 0 - account.sides[unit].owed,
    used: account.units.includes(unit),
    next: next.get(unit) ?? null,
  })
  return { points: of('points'), cashback: of('cashback'), balance: of('balance') }
}
