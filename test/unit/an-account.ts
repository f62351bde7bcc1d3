import type { Entry } from '../../src/account/account.ts'
import { apply, EMPTY_ACCOUNT, type Fact } from '../../src/account/account.ts'
import type {
  AccountCommand,
  Adjust,
  CancelClaim,
  Claim,
  Gain,
  Merge,
  Receive,
  RecordPurchase,
  ReversePurchase,
} from '../../src/account/command.ts'
import {
  type AccountLedger,
  type AccountSettlement,
  ownEntry,
  settleAccount,
  withAttempt,
} from '../../src/account/ledger.ts'
import { availableIn } from '../../src/account/lot.ts'
import { cancelling, fulfilling } from '../../src/account/saga.ts'
import type { Unit } from '../../src/account/unit.ts'
import type { CustomerId } from '../../src/id.ts'
import type { Instant } from '../../src/local-time.ts'
import { termsOf } from './a-voucher.ts'
import { BERLIN, COUNTER, LENA, MARKET, NOW, OFFICE } from './cast.ts'

export const EMPTY_ACCOUNT_LEDGER: AccountLedger = { account: EMPTY_ACCOUNT, entries: [], attempts: [] }

/** What a test wants different about a command; the rest is plain. */
type Asking<C> = Partial<Omit<C, 'kind'>>

let made = 0
function sentBy(place = OFFICE) {
  made += 1
  return { id: `command ${made}`, digest: 'digest', customer: LENA, place, currency: 'EUR' } as const
}

/** Points earned by a purchase at the market; each under an order of its own. */
export function purchase(
  points: number,
  asking: Asking<RecordPurchase> = {},
  endsAt: Instant | null = null,
): RecordPurchase {
  const gains: Gain[] = points === 0 ? [] : [{ unit: 'points', amount: points, endsAt }]
  const sent = sentBy(COUNTER)
  return {
    kind: 'purchase',
    ...sent,
    store: MARKET,
    order: sent.id,
    total: 1250,
    happenedAt: NOW,
    gains,
    ...asking,
  }
}

export function reversal(purchase: number, asking: Asking<ReversePurchase> = {}): ReversePurchase {
  return {
    kind: 'reverse_purchase',
    ...sentBy(),
    purchase,
    authority: 'reversal',
    within: [],
    words: {},
    ...asking,
  }
}

export function adjust(amount: number, asking: Asking<Adjust> = {}): Adjust {
  const words = { reason: 'Sorry for the wait' }
  return { kind: 'adjust', ...sentBy(), unit: 'points', amount, endsAt: null, words, ...asking }
}

/** A claim of the coffee for these points, of an offer without stock unless said otherwise. */
export function claim(points: number, asking: Asking<Claim> = {}): Claim {
  const sent = sentBy(COUNTER)
  return {
    kind: 'claim',
    ...sent,
    offer: 'ofr_coffee',
    version: 1,
    price: points === 0 ? null : { unit: 'points', amount: points },
    source: points === 0 ? 'manual' : 'points',
    terms: termsOf(),
    candidates: [{ voucher: 'vch_00000000000000000000000000', sealedCode: 'sealed', codeLast4: '2MTR' }],
    barriers: [],
    stock: null,
    budget: null,
    limits: { perCustomer: null, firstPurchaseOnly: false },
    ...asking,
  }
}

export function cancel(claim: number, asking: Asking<CancelClaim> = {}): CancelClaim {
  return { kind: 'cancel_claim', ...sentBy(), claim, words: {}, ...asking }
}

export function merge(into: CustomerId): Merge {
  return { kind: 'merge', ...sentBy(), into }
}

/** What another record of theirs sends; nothing unless said. */
export function receive(asking: Asking<Receive>): Receive {
  const nothing = { gains: [], debts: [], standing: { claims: [], purchases: 0 } }
  return { kind: 'receive', ...sentBy(), from: 'cus_otto', transfer: 1, ...nothing, ...asking }
}

/** At most so many of one offer by one customer, counted in Berlin. */
export function atMost(
  most: number,
  period: 'ever' | 'day' | 'week' | 'month' | 'year' = 'ever',
): Claim['limits'] {
  return { perCustomer: { most, period, zone: BERLIN }, firstPurchaseOnly: false }
}

/** Writes what was settled, as the object does. */
function accountRecorded(ledger: AccountLedger, { write }: AccountSettlement): AccountLedger {
  if (write === null) return ledger
  if ('attempt' in write) return { ...ledger, attempts: withAttempt(ledger.attempts, write.attempt) }
  return withEntry(ledger, write.entry)
}

/** The ledger after a command. */
export function following(ledger: AccountLedger, command: AccountCommand, now = NOW): AccountLedger {
  return accountRecorded(ledger, settleAccount(ledger, command, now))
}

/** The ledger after a fact the account states by itself; null changes nothing. */
export function afterOwn(ledger: AccountLedger, fact: Fact | null, now = NOW): AccountLedger {
  return fact === null ? ledger : withEntry(ledger, ownEntry(ledger, fact, null, now))
}

/** An account in which these commands happened. */
export function anAccount(...commands: readonly AccountCommand[]): AccountLedger {
  return commands.reduce((ledger, command) => following(ledger, command), EMPTY_ACCOUNT_LEDGER)
}

function withEntry(ledger: AccountLedger, entry: Entry): AccountLedger {
  return { ...ledger, account: apply(ledger.account, entry), entries: [...ledger.entries, entry] }
}

/** What claims of these tests become. */
export const VOUCHER = 'vch_00000000000000000000000000'

/** What can be used of a unit. */
export function there({ account }: AccountLedger, now = NOW, unit: Unit = 'points'): number {
  return availableIn(account.lots, unit, now)
}

/** Why a command is refused; empty where it is not. */
export function reasons(
  ledger: AccountLedger,
  command: Parameters<typeof settleAccount>[1],
  now = NOW,
): readonly string[] {
  const { outcome } = settleAccount(ledger, command, now)
  return outcome.kind === 'refused' ? outcome.refusals.map(({ reason }) => reason) : []
}

/** A claim that became its voucher. */
export function claimed(ledger: AccountLedger, command = claim(40)): AccountLedger {
  const opened = following(ledger, command)
  return afterOwn(opened, fulfilling(opened.account, opened.account.head, VOUCHER))
}

/** A claim whose voucher was voided for a refund. */
export function cancelled(ledger: AccountLedger, seq: number, now = NOW): AccountLedger {
  const opened = following(ledger, cancel(seq), now)
  return afterOwn(opened, cancelling(opened.account, seq, now), now)
}
