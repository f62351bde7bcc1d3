import { assert, unreachable } from '../assert.ts'
import type { CommandId, CustomerId, OfferId, StoreId, VoucherId } from '../id.ts'
import type { Instant } from '../local-time.ts'
import type { Refusal } from '../refusal.ts'
import type { Place } from '../voucher.ts'
import { type AccountClaim, type Claiming, openedClaim, steppedClaim } from './claim.ts'
import { type Lot, lotsAfter, type Move, type Origin, type Piece } from './lot.ts'
import { MOVES, SIDES, type Side, UNITS, type Unit } from './unit.ts'

/** A claim that stands in another record of the same person. */
export interface ClaimElsewhere {
  readonly offer: OfferId
  readonly at: Instant
}

/** What two records of one person tell each other beside amounts: claims that stand, and how many purchases do. */
export interface Standing {
  readonly claims: readonly ClaimElsewhere[]
  readonly purchases: number
}

/** What is owed, as a positive amount; `origins`: the lots it is asked for, of which nothing is owed for what ended unused. */
export interface Debt {
  readonly unit: Unit
  readonly amount: number
  readonly origins?: readonly Origin[]
}

/** What happened, as immutable facts with every amount that moved. */
export type Fact = { readonly moves: readonly Move[] } & (
  | {
      readonly kind: 'purchased'
      readonly store: StoreId
      readonly order: string
      readonly total: number
      readonly currency: string
      readonly happenedAt: Instant
    }
  | { readonly kind: 'purchase_reversed'; readonly purchase: number }
  | { readonly kind: 'adjusted' }
  | ({ readonly kind: 'claim_opened' } & Claiming)
  | { readonly kind: 'claim_refused'; readonly claim: number; readonly refusal: Refusal }
  | { readonly kind: 'claimed'; readonly claim: number; readonly voucher: VoucherId }
  | { readonly kind: 'cancel_opened'; readonly claim: number }
  | { readonly kind: 'cancel_refused'; readonly claim: number; readonly refusal: Refusal }
  | { readonly kind: 'claim_cancelled'; readonly claim: number }
  /** What a refused or cancelled claim had taken in other objects is given back. */
  | { readonly kind: 'claim_closed'; readonly claim: number }
  | { readonly kind: 'expired' }
  /** The record gave way to another one: whatever comes here from now on goes there. */
  | { readonly kind: 'merged'; readonly into: CustomerId }
  | { readonly kind: 'merged_out'; readonly into: CustomerId; readonly standing: Standing }
  | {
      readonly kind: 'merged_in'
      readonly from: CustomerId
      /** Line of the other account that sent it. */
      readonly transfer: number
      readonly standing: Standing
    }
  /** The other account has what a transfer sent. */
  | { readonly kind: 'transfer_closed'; readonly transfer: number }
)

/** One line of the ledger. */
export type Entry = Fact & {
  readonly seq: number
  readonly at: Instant
  readonly customer: CustomerId
  /** Null for what the clock or a saga wrote by itself. */
  readonly place: Place | null
  readonly command: CommandId | null
  readonly digest: string | null
}

/** A recorded purchase, found by store and order. */
export interface Purchase {
  readonly seq: number
  readonly store: StoreId
  readonly order: string
  readonly total: number
  readonly currency: string
  /** When and where it was recorded. */
  readonly at: Instant
  readonly place: Place | null
  readonly gains: readonly Move[]
  readonly reversedAt: Instant | null
  /** The line that took it back. */
  readonly reversedBy: number | null
}

/** State of one account: always the fold of its ledger, never stored. */
export interface Account {
  readonly head: number
  readonly sides: Readonly<Record<Unit, Readonly<Record<Side, number>>>>
  readonly lots: readonly Lot[]
  /** Those of the debts incurred that are asked for lots elsewhere, less what was repaid out of those lots. */
  readonly asked: readonly Debt[]
  /** Of which anything ever moved. */
  readonly units: readonly Unit[]
  readonly purchases: readonly Purchase[]
  readonly claims: readonly AccountClaim[]
  /** What stands in records that were merged into this one. */
  readonly elsewhere: Readonly<Record<CustomerId, Standing>>
  /** The record this one gave way to, and the line that says so. */
  readonly merged: { readonly into: CustomerId; readonly seq: number } | null
  /** What was last told to the record this one was merged into. */
  readonly told: Standing
  /** Transfers that have not arrived yet, oldest first. */
  readonly underway: readonly Extract<Entry, { kind: 'merged_out' }>[]
}

const NOTHING: Readonly<Record<Side, number>> = {
  granted: 0,
  available: 0,
  reserved: 0,
  owed: 0,
  spent: 0,
  expired: 0,
}

/** Nothing stands. */
const NOTHING_STANDS: Standing = { claims: [], purchases: 0 }

/** An account nothing has happened in. */
export const EMPTY_ACCOUNT: Account = {
  head: 0,
  sides: { points: NOTHING, cashback: NOTHING, balance: NOTHING },
  lots: [],
  asked: [],
  units: [],
  purchases: [],
  claims: [],
  elsewhere: {},
  merged: null,
  told: NOTHING_STANDS,
  underway: [],
}

/** Folds one entry into the state. @throws AssertionFailed for an entry that could not have followed */
export function apply(account: Account, entry: Entry): Account {
  assert(entry.seq === account.head + 1, 'lines are numbered without a gap')
  const moved = entry.moves.reduce(movedBy, { ...account, head: entry.seq })
  const after = told(moved, entry)
  assertSound(after)
  return after
}

/** The state after all entries. */
export function fold(entries: readonly Entry[]): Account {
  return entries.reduce(apply, EMPTY_ACCOUNT)
}

/** The claim of that line. @throws AssertionFailed when there is none */
export function claimIn({ claims }: Account, seq: number): AccountClaim {
  const claim = claims.find((one) => one.seq === seq)
  assert(claim !== undefined, 'a claim begins with its opening')
  return claim
}

function movedBy(account: Account, move: Move): Account {
  const { kind, unit, amount } = move
  assert(Number.isSafeInteger(amount) && amount > 0, 'what moves is a whole amount')
  const [from, to] = MOVES[kind]
  const before = account.sides[unit]
  const after = { ...before, [from]: before[from] - amount, [to]: before[to] + amount }
  return {
    ...account,
    sides: { ...account.sides, [unit]: after },
    lots: lotsAfter(account.lots, move),
    asked: askedAfter(account.asked, move, after.owed),
    units: account.units.includes(unit) ? account.units : [...account.units, unit],
  }
}

function askedAfter(
  asked: readonly Debt[],
  { kind, unit, amount, origins, pieces }: Move,
  owed: number,
): readonly Debt[] {
  if (owed === 0) return asked.filter((debt) => debt.unit !== unit)
  if (kind === 'repaid') return pieces.reduce(repaidOutOf, asked)
  const [from] = MOVES[kind]
  return from === 'owed' && origins !== undefined ? [...asked, { unit, amount, origins }] : asked
}

/** The debts once the one that is asked for the lot of that piece is less by it. */
function repaidOutOf(asked: readonly Debt[], { origin, amount }: Piece): readonly Debt[] {
  const debt = asked.find(({ origins = [] }) => origin !== undefined && origins.includes(origin))
  if (debt === undefined) return asked
  const left = Math.max(0, debt.amount - amount)
  return asked.flatMap((one) => (one !== debt ? [one] : left === 0 ? [] : [{ ...debt, amount: left }]))
}

function told(account: Account, entry: Entry): Account {
  switch (entry.kind) {
    case 'purchased':
      return { ...account, purchases: [...account.purchases, purchaseOf(entry)] }
    case 'purchase_reversed':
      return reversed(account, entry)
    case 'claim_opened':
      return { ...account, claims: [...account.claims, openedClaim(entry)] }
    case 'claim_refused':
    case 'claimed':
    case 'cancel_opened':
    case 'cancel_refused':
    case 'claim_cancelled':
    case 'claim_closed':
      return withClaim(account, claimIn(account, entry.claim), entry)
    case 'adjusted':
    case 'expired':
      return account
    case 'merged':
      return { ...account, merged: { into: entry.into, seq: entry.seq } }
    case 'merged_out':
      return { ...account, told: entry.standing, underway: [...account.underway, entry] }
    case 'merged_in':
      return { ...account, elsewhere: { ...account.elsewhere, [entry.from]: entry.standing } }
    case 'transfer_closed':
      return { ...account, underway: account.underway.filter(({ seq }) => seq !== entry.transfer) }
    default:
      return unreachable(entry)
  }
}

function withClaim(
  account: Account,
  before: AccountClaim,
  entry: Parameters<typeof steppedClaim>[1],
): Account {
  const after = steppedClaim(before, entry)
  return { ...account, claims: account.claims.map((claim) => (claim === before ? after : claim)) }
}

function purchaseOf({ moves, ...entry }: Extract<Entry, { kind: 'purchased' }>): Purchase {
  const { seq, store, order, total, currency, at, place } = entry
  const gains = moves.filter(({ kind }) => kind === 'earned')
  return { seq, store, order, total, currency, at, place, gains, reversedAt: null, reversedBy: null }
}

function reversed(
  account: Account,
  { purchase: of, at, seq }: Extract<Entry, { kind: 'purchase_reversed' }>,
): Account {
  const purchase = account.purchases.find((one) => one.seq === of)
  assert(purchase !== undefined && purchase.reversedAt === null, 'a purchase is reversed once')
  const back = { reversedAt: at, reversedBy: seq }
  const purchases = account.purchases.map((one) => (one === purchase ? { ...one, ...back } : one))
  return { ...account, purchases }
}

function assertSound({ sides, lots }: Account): void {
  for (const unit of UNITS) {
    const of = sides[unit]
    assert(SIDES.reduce((sum, side) => sum + of[side], 0) === 0, 'all sides add up to nothing')
    assert(of.available >= 0 && of.reserved >= 0 && of.owed <= 0, 'nobody has less than nothing')
    const lying = lots.reduce((sum, lot) => sum + (lot.unit === unit ? lot.left : 0), 0)
    assert(lying === of.available, 'what is available lies in lots')
  }
}
