import type { VoucherId } from '../id.ts'
import type { Instant } from '../local-time.ts'
import type { Refusal } from '../refusal.ts'
import { type Account, claimIn, type Debt, type Entry, type Fact } from './account.ts'
import type { AccountClaim } from './claim.ts'
import type { Gain, Receive } from './command.ts'
import { standingIn } from './decide.ts'
import { availableIn, hasEnded } from './lot.ts'
import { ending, going, moving, returned } from './moving.ts'
import { UNITS, type Unit } from './unit.ts'

/** What is still to be done in other objects, the oldest first. */
export type Errand =
  | { readonly kind: ClaimErrand; readonly claim: number }
  | { readonly kind: 'deliver'; readonly transfer: number }

type ClaimErrand = 'obtain' | 'withdraw' | 'void' | 'give_back'

/** Everything an account has begun and not finished. */
export function errandsOf(account: Account): readonly Errand[] {
  const { claims, underway } = account
  const ofClaims = claims.flatMap((claim): readonly Errand[] => {
    const kind = errandOf(account, claim)
    return kind === null ? [] : [{ kind, claim: claim.seq }]
  })
  return [...ofClaims, ...underway.map(({ seq }) => ({ kind: 'deliver' as const, transfer: seq }))]
}

/** What the saga of this claim has to do next; null when it has come to its end. */
export function errandOf(account: Account, claim: AccountClaim): ClaimErrand | null {
  const { state, holdsElsewhere } = claim
  switch (state) {
    case 'open':
      return 'obtain'
    case 'cancelling':
      return 'void'
    case 'claimed':
      return reversalOf(account, claim) !== null && claim.cancel?.reversal !== true ? 'withdraw' : null
    case 'refused':
    case 'cancelled':
      return holdsElsewhere ? 'give_back' : null
  }
}

/** The line that took back the purchase this claim was made for; null while that stands, or where there is none. */
function reversalOf({ purchases }: Account, { because }: AccountClaim): number | null {
  return purchases.find(({ seq }) => seq === because)?.reversedBy ?? null
}

/** The claims a purchase was the reason for, those that came to nothing by themselves left out. */
export function givenFor({ claims }: Account, purchase: number): readonly AccountClaim[] {
  return claims.filter(({ because, state }) => because === purchase && state !== 'refused')
}

/** Whether a claim has what it took, may still need it, or came to nothing. */
export type ClaimStanding = 'standing' | 'open' | 'gone'

/** The same of the claim of that line; of none, that it came to nothing. */
export function claimStandingIn({ claims }: Account, seq: number): ClaimStanding {
  const claim = claims.find((one) => one.seq === seq)
  switch (claim?.state) {
    case 'open':
    case 'cancelling':
      return 'open'
    case 'claimed':
      return 'standing'
    default:
      return 'gone'
  }
}

/** The claim came to nothing: the price goes back where it came from. Null when that is settled already. */
export function refusing(account: Account, seq: number, refusal: Refusal, now: Instant): Fact | null {
  const claim = claimIn(account, seq)
  if (claim.state !== 'open') return null
  return { kind: 'claim_refused', claim: seq, refusal, moves: backTo(account, claim, 'released', now) }
}

/** The claim has its voucher: the price is spent. Null when that is settled already. */
export function fulfilling(account: Account, seq: number, voucher: VoucherId): Fact | null {
  const { state, price } = claimIn(account, seq)
  if (state !== 'open') return null
  const moves = price === null ? [] : [{ kind: 'spent' as const, ...price, pieces: [] }]
  return { kind: 'claimed', claim: seq, voucher, moves }
}

/** The purchase it was given for was taken back: the voucher is to go with it, unless it is used. Null when that is settled already. */
export function withdrawing(account: Account, seq: number): Fact | null {
  return errandOf(account, claimIn(account, seq)) === 'withdraw'
    ? { kind: 'cancel_opened', claim: seq, moves: [] }
    : null
}

/** The voucher is void: the price comes back, once. Null when that is settled already. */
export function cancelling(account: Account, seq: number, now: Instant): Fact | null {
  const claim = claimIn(account, seq)
  if (claim.state !== 'cancelling') return null
  return { kind: 'claim_cancelled', claim: seq, moves: backTo(account, claim, 'refunded', now) }
}

/** The voucher cannot be taken back: the claim stands. Null when that is settled already. */
export function keeping(account: Account, seq: number, refusal: Refusal): Fact | null {
  if (claimIn(account, seq).state !== 'cancelling') return null
  return { kind: 'cancel_refused', claim: seq, refusal, moves: [] }
}

/** What an ended claim had taken elsewhere is given back. Null when that is settled already. */
export function closing(account: Account, seq: number): Fact | null {
  return errandOf(account, claimIn(account, seq)) === 'give_back'
    ? { kind: 'claim_closed', claim: seq, moves: [] }
    : null
}

/** What has ended is written down. Null when nothing has. */
export function expiring(account: Account, now: Instant): Fact | null {
  const moves = ending(account, now)
  return moves.length === 0 ? null : { kind: 'expired', moves }
}

/**
 * What an account that gave way has to send to the one that stays: all that is available and all that is owed, and what
 * stands in it if that has changed. Null when there is no news.
 */
export function handingOver(account: Account, now: Instant): Fact | null {
  const { merged, lots, told } = account
  if (merged === null) return null
  const moves = UNITS.flatMap((unit) => {
    const amount = availableIn(lots, unit, now)
    const forgiven = debtsIn(account, unit).map((debt) => {
      return { kind: 'debt_moved_out' as const, pieces: [], ...debt }
    })
    return [...going(account, 'moved_out', { unit, amount }, now), ...forgiven]
  })
  const standing = standingIn(account)
  const same = JSON.stringify(standing) === JSON.stringify(told)
  return moves.length === 0 && same ? null : { kind: 'merged_out', into: merged.into, standing, moves }
}

/** What the record that stays is told of a transfer: amounts keep where they began, debts what they are asked for. */
export function sentWith(
  entry: Extract<Entry, { kind: 'merged_out' }>,
): Pick<Receive, 'from' | 'transfer' | 'gains' | 'debts' | 'standing'> {
  const { customer: from, seq: transfer, standing, moves } = entry
  const gains = moves.flatMap(({ unit, pieces }) =>
    pieces.map(({ lot, amount, endsAt, origin = `${from}/${lot}` as const }): Gain => {
      return { unit, amount, endsAt, origin }
    }),
  )
  const debts = moves
    .filter(({ kind }) => kind === 'debt_moved_out')
    .map(({ unit, amount, origins }): Debt => ({ unit, amount, ...(origins && { origins }) }))
  return { from, transfer, gains, debts, standing }
}

/** All that is owed of a unit, one by one where it is asked for certain lots. */
function debtsIn({ sides, asked }: Account, unit: Unit): readonly Debt[] {
  let rest = -sides[unit].owed
  const named = asked
    .filter((debt) => debt.unit === unit)
    .map((debt) => {
      const amount = Math.min(debt.amount, rest)
      rest -= amount
      return { ...debt, amount }
    })
  return [...named, { unit, amount: rest }].filter(({ amount }) => amount > 0)
}

/** The other account has what that transfer sent. Null when that is settled already. */
export function delivered({ underway }: Account, transfer: number): Fact | null {
  const waiting = underway.some(({ seq }) => seq === transfer)
  return waiting ? { kind: 'transfer_closed', transfer, moves: [] } : null
}

/** What an account has to do, but for how it got on with it so far. */
export function agendaOf(account: Account) {
  return { head: account.head, errands: errandsOf(account).length, nextEnd: nextEnd(account) }
}

/** When the next lot ends that has something left; null: none does. */
export function nextEnd({ lots }: Account): Instant | null {
  const ends = lots.flatMap(({ left, endsAt }) => (left > 0 && endsAt !== null ? [endsAt] : []))
  return ends.length === 0 ? null : Math.min(...ends)
}

function backTo(
  account: Account,
  { price, pieces }: AccountClaim,
  kind: 'released' | 'refunded',
  now: Instant,
) {
  if (price === null) return []
  return moving(account, returned(account, kind, { unit: price.unit, pieces }, now))
}

/** What of each unit ends next, where something does: what people are told beside their balance. */
export function endsNext({ lots }: Account, now: Instant) {
  return UNITS.map((unit) => {
    const ending = lots.filter((lot) => lot.unit === unit && lot.left > 0 && !hasEnded(lot, now))
    const at = ending.reduce<Instant | null>(
      (first, { endsAt }) => (endsAt === null ? first : Math.min(endsAt, first ?? endsAt)),
      null,
    )
    const amount = ending.reduce((sum, { left, endsAt }) => sum + (endsAt === at ? left : 0), 0)
    return { unit, next: at === null ? null : { at, amount } }
  })
}
