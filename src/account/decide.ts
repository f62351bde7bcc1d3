import { assert, unreachable } from '../assert.ts'
import type { Words } from '../command.ts'
import { UNDO_MS } from '../decide.ts'
import type { OfferId } from '../id.ts'
import type { Instant } from '../local-time.ts'
import { claimPeriod } from '../offer-limits.ts'
import { type Refusal, type Refusals, ranked } from '../refusal.ts'
import { closesAt } from '../validity.ts'
import type { Place } from '../voucher.ts'
import type { Account, Fact, Purchase, Standing } from './account.ts'
import type { Price } from './claim.ts'
import type {
  AccountCommand,
  Adjust,
  CancelClaim,
  Claim,
  ClaimLimits,
  Merge,
  RecordPurchase,
  ReversePurchase,
} from './command.ts'
import { availableIn, endedIn, type Move, type Origin } from './lot.ts'
import { coming, going, moving } from './moving.ts'
import { payable, receiving } from './receiving.ts'
import type { Unit } from './unit.ts'

/** The answer before it is written. `known`: another command has recorded the same thing, in that line. */
export type Decision =
  | { readonly kind: 'accepted'; readonly fact: Fact; readonly words: Words }
  | { readonly kind: 'known'; readonly seq: number }
  | { readonly kind: 'refused'; readonly refusals: Refusals }

/**
 * Decides one command against the account at `now`. Pure: the caller records what comes back. `elsewhere`: what other
 * objects said when they were asked whether a claim has any prospect.
 */
export function decide(
  account: Account,
  command: AccountCommand,
  now: Instant,
  elsewhere: readonly Refusal[] = [],
): Decision {
  switch (command.kind) {
    case 'purchase':
      return purchase(account, command)
    case 'reverse_purchase':
      return reverse(account, command, now)
    case 'adjust':
      return adjust(account, command, now)
    case 'claim':
      return claim(account, command, now, elsewhere)
    case 'cancel_claim':
      return cancel(account, command)
    case 'merge':
      return merge(account, command)
    case 'receive':
      return accepted(receiving(account, command, now))
    default:
      return unreachable(command)
  }
}

/** What stands in this record and in those merged into it. */
export function standingIn({ purchases, claims, elsewhere }: Account): Standing {
  const others = Object.values<Standing>(elsewhere)
  const own = claims.filter(({ state }) => state !== 'refused' && state !== 'cancelled')
  return {
    claims: [...own.map(({ offer, at }) => ({ offer, at })), ...others.flatMap((other) => other.claims)],
    purchases: others.reduce(
      (sum, other) => sum + other.purchases,
      purchases.filter(({ reversedAt }) => reversedAt === null).length,
    ),
  }
}

/** Why this customer may not claim that offer now, as far as the account knows: in the order in which it is said. */
function objectionsTo(
  account: Account,
  asked: {
    readonly offer: OfferId
    readonly price: Price | null
    readonly limits: ClaimLimits
    readonly currency: string
  },
  now: Instant,
): readonly Refusal[] {
  const { offer, price, limits, currency } = asked
  const standing = standingIn(account)
  const first: Refusal[] =
    limits.firstPurchaseOnly && standing.purchases > 0 ? [{ reason: 'first_purchase_only' }] : []
  return [
    ...first,
    ...limitReached(standing, offer, limits.perCustomer, now),
    ...(price === null ? [] : lacking(account, price, currency, now)),
  ]
}

function purchase(account: Account, command: RecordPurchase): Decision {
  const { store, order, total, currency, happenedAt, gains } = command
  const known = account.purchases.find((one) => one.store === store && one.order === order)
  if (known !== undefined) return { kind: 'known', seq: known.seq }
  const moves = moving(account, coming(account, 'earned', gains))
  return accepted({ kind: 'purchased', store, order, total, currency, happenedAt, moves })
}

/**
 * Takes back what it earned: its own lots first, then as any debit, and what is not there is owed. What of it ended unused
 * brought nothing, so it is not asked for; where it may have ended in the record that stays, that one is told which it is.
 */
function reverse(account: Account, command: ReversePurchase, now: Instant): Decision {
  const { customer, purchase: seq, within, words } = command
  const found = account.purchases.find((one) => one.seq === seq)
  const reached = found !== undefined && (within.length === 0 || within.includes(found.store))
  if (!reached) return refused([{ reason: 'purchase_not_found' }])
  if (found.reversedAt !== null) return refused([{ reason: 'purchase_reversed', at: found.reversedAt }])
  const late = command.authority === 'undo' ? tooLate(found, command.place, now) : null
  if (late !== null) return refused([late])
  const back = (gain: Move): readonly Move[] => {
    const { unit } = gain
    const ids = gain.pieces.map(({ lot }) => lot)
    const own = account.lots.filter(({ id }) => ids.includes(id))
    const amount = gain.amount - endedIn(own, now)
    const there = Math.min(amount, payable(account, unit, own, now))
    const missing = amount - there
    const moved = account.merged !== null && { origins: ids.map((id): Origin => `${customer}/${id}`) }
    const debt: Move = { kind: 'owed', unit, amount: missing, pieces: [], ...moved }
    return [
      ...going(account, 'taken_back', { unit, amount: there }, now, ids),
      ...(missing === 0 ? [] : [debt]),
    ]
  }
  const moves = perUnit(found.gains).flatMap(back)
  return accepted({ kind: 'purchase_reversed', purchase: seq, moves }, words)
}

/** Why whoever stands there may not take the purchase back by themselves; null where they may. Rule R93. */
export function tooLate(
  { at, place }: Pick<Purchase, 'at' | 'place'>,
  here: Place,
  now: Instant,
): Refusal | null {
  const own = place !== null && place.by === here.by && place.device === here.device
  if (!own || here.device === null) return { reason: 'undo_other_device' }
  const closed = at + UNDO_MS
  return now < closed ? null : { reason: 'undo_window_closed', closed_at: closed }
}

/** One gain for each unit, so that two of the same are taken back together. */
function perUnit(gains: readonly Move[]): readonly Move[] {
  const sums = new Map<Unit, Move>()
  for (const gain of gains) {
    const before = sums.get(gain.unit)
    const pieces = [...(before?.pieces ?? []), ...gain.pieces]
    sums.set(gain.unit, { ...gain, amount: gain.amount + (before?.amount ?? 0), pieces })
  }
  return [...sums.values()]
}

function adjust(account: Account, command: Adjust, now: Instant): Decision {
  const { unit, amount, endsAt, currency, words } = command
  assert(amount !== 0, 'an adjustment moves something')
  if (amount > 0) {
    if (endsAt !== null && endsAt <= now) return refused([{ reason: 'validity_in_past', closes_at: endsAt }])
    const moves = moving(account, coming(account, 'credited', [{ unit, amount, endsAt }]))
    return accepted({ kind: 'adjusted', moves }, words)
  }
  const asked = { unit, amount: -amount }
  const lack = lacking(account, asked, currency, now)
  if (lack.length > 0) return refused(lack)
  return accepted({ kind: 'adjusted', moves: going(account, 'debited', asked, now) }, words)
}

function claim(account: Account, command: Claim, now: Instant, elsewhere: readonly Refusal[]): Decision {
  const { offer, version, price, source, terms, candidates, stock, budget, barriers, because } = command
  assert(candidates.length > 0, 'a claim can become a voucher')
  const closes = closesAt(terms.validity, terms.zone, now)
  const past: Refusal[] =
    closes !== null && closes <= now ? [{ reason: 'validity_in_past', closes_at: closes }] : []
  const objections = [
    ...barriers,
    ...past,
    ...goneWith(account, because),
    ...objectionsTo(account, command, now),
    ...elsewhere,
  ]
  if (objections.length > 0) return refused(objections)
  const moves = price === null ? [] : going(account, 'reserved', price, now)
  const reason = because === undefined ? {} : { because }
  const claiming = { offer, version, price, source, terms, candidates, stock, budget, ...reason }
  return accepted({ kind: 'claim_opened', ...claiming, moves })
}

/** What a purchase is the reason for is not given once that was taken back. Rule R105. */
function goneWith({ purchases }: Account, because: number | undefined): readonly Refusal[] {
  const at = purchases.find(({ seq }) => seq === because)?.reversedAt ?? null
  return at === null ? [] : [{ reason: 'purchase_reversed', at }]
}

function cancel({ claims }: Account, { claim: seq, words }: CancelClaim): Decision {
  const found = claims.find((one) => one.seq === seq)
  if (found === undefined) return refused([{ reason: 'claim_not_found' }])
  if (found.state !== 'claimed') return refused([{ reason: 'claim_not_standing' }])
  return accepted({ kind: 'cancel_opened', claim: seq, moves: [] }, words)
}

/** Decided once: where the other record gives way as well, that one sends on what comes to it. */
function merge({ merged }: Account, { into }: Merge): Decision {
  if (merged !== null) return { kind: 'known', seq: merged.seq }
  return accepted({ kind: 'merged', into, moves: [] })
}

function limitReached(
  { claims }: Standing,
  offer: OfferId,
  perCustomer: ClaimLimits['perCustomer'],
  now: Instant,
): readonly Refusal[] {
  if (perCustomer === null) return []
  const { most, period, zone } = perCustomer
  const { from: since, until } = claimPeriod(period, now, zone)
  const taken = claims.filter((one) => one.offer === offer && (since === null || one.at >= since)).length
  if (taken < most) return []
  return [{ reason: 'claim_limit_reached', limit: most, period, opens_at: until }]
}

function lacking(
  account: Account,
  { unit, amount }: Price,
  currency: string,
  now: Instant,
): readonly Refusal[] {
  const balance = availableIn(account.lots, unit, now)
  if (balance >= amount) return []
  switch (unit) {
    case 'points':
      return [{ reason: 'insufficient_points', balance }]
    case 'cashback':
      return [{ reason: 'insufficient_cashback', balance, currency }]
    case 'balance':
      return [{ reason: 'insufficient_balance', balance, currency }]
  }
}

function accepted(fact: Fact, words: Words = {}): Decision {
  return { kind: 'accepted', fact, words }
}

function refused(found: readonly Refusal[]): Decision {
  const refusals = ranked(found)
  assert(refusals !== null, 'a refusal has a reason')
  return { kind: 'refused', refusals }
}
