import { assert, unreachable } from './assert.ts'
import { ended, type Hold, held, heldUntil } from './hold.ts'
import type {
  CampaignId,
  ClaimId,
  CommandId,
  CustomerId,
  OfferId,
  PartnerId,
  PrincipalId,
  StoreId,
  VoucherId,
} from './id.ts'
import type { Instant } from './local-time.ts'
import { redeemed, rolledBack } from './redemption.ts'
import type { Channel, Terms } from './terms.ts'
import type { Validity } from './validity.ts'

/** Where and through whom a command came: facts the Worker knows and the entry records. */
export interface Place {
  readonly store: StoreId | null
  /** IANA zone of the store, else the brand's: usage windows are read on this clock. */
  readonly zone: string
  readonly partner: PartnerId | null
  readonly channel: Channel
  readonly by: PrincipalId
  /** The customer record of whoever acts, where staff have one. */
  readonly self: CustomerId | null
  /** The browser or till that sent it: its undo and its repeats are recognised by this. */
  readonly device: string | null
}

/** Why a voucher exists. */
export const SOURCES = ['points', 'cashback', 'balance', 'plan', 'manual', 'rule'] as const
export type Source = (typeof SOURCES)[number]

/** What happened, as immutable facts. Amounts in minor units; `balance` and `usesLeft` are after the entry. */
export type Fact =
  | {
      readonly kind: 'issued'
      readonly voucher: VoucherId
      readonly terms: Terms
      readonly closesAt: Instant | null
      readonly customer: CustomerId | null
      readonly source: Source
      /** Absent for a voucher nobody claimed. */
      readonly claim?: ClaimId
      /** The code, sealed: only the Worker's key opens it. */
      readonly sealedCode: string
      readonly codeLast4: string
      /** What it came from, where it came from an offer. */
      readonly offer?: OfferId
      /** The campaign whose money it may cost, where that has a budget. */
      readonly campaign?: CampaignId
    }
  | {
      readonly kind: 'redeemed'
      readonly amount: number | null
      readonly balance: number | null
      readonly usesLeft: number | null
      readonly order: { readonly id: string; readonly amount: number; readonly currency: string } | null
      readonly customer: CustomerId | null
      readonly forced: boolean
      /** The hold it was made with, which ends with it. */
      readonly hold?: number
    }
  | {
      readonly kind: 'rolled_back'
      /** Ledger line of the redemption that is reversed. */
      readonly redemption: number
      readonly amount: number | null
      readonly balance: number | null
      readonly usesLeft: number | null
    }
  | {
      readonly kind: 'held'
      /** The hold that goes on longer by this; null begins a new one, named by this line. */
      readonly hold: number | null
      readonly order: string
      /** Exclusive. */
      readonly until: Instant
    }
  | {
      readonly kind: 'released'
      readonly hold: number
      readonly heldBy: PrincipalId
      /** Ended by somebody else, at a counter. */
      readonly takenOver: boolean
    }
  | { readonly kind: 'voided'; readonly refund: boolean }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'unblocked' }
  | { readonly kind: 'extended'; readonly validity: Validity; readonly closesAt: Instant | null }
  | { readonly kind: 'reassigned'; readonly customer: CustomerId }

/** One accepted line of the ledger. */
export type Entry = Fact & {
  readonly seq: number
  readonly at: Instant
  readonly place: Place
  readonly command: CommandId
  /** Digest of what the command asked for: the same id with other content is refused. */
  readonly digest: string
}

/** A recorded use and what of it still stands. */
export interface Redemption {
  readonly seq: number
  readonly at: Instant
  readonly place: Place
  readonly amount: number | null
  /** Reversed part of a value redemption, in minor units. */
  readonly returned: number
  readonly reversal: { readonly at: Instant; readonly by: PrincipalId } | null
}

type Lock =
  | { readonly kind: 'none' }
  | { readonly kind: 'blocked' | 'void'; readonly at: Instant; readonly place: Place }

/** State of one voucher: always the fold of its ledger, never stored. */
export interface Voucher {
  readonly id: VoucherId
  readonly terms: Terms
  readonly validity: Validity
  readonly issuedAt: Instant
  readonly issuedBy: Place
  readonly closesAt: Instant | null
  readonly customer: CustomerId | null
  /** Other records of the same person, under which it was held before they were merged. */
  readonly formerly: readonly CustomerId[]
  readonly source: Source
  readonly offer: OfferId | null
  readonly campaign: CampaignId | null
  /** The claim it came of; it is traceable to exactly this one. */
  readonly claim: ClaimId | null
  readonly sealedCode: string
  readonly codeLast4: string
  readonly lock: Lock
  readonly redemptions: readonly Redemption[]
  /** Every hold there was, by the line it began with. */
  readonly holds: readonly Hold[]
  /** Null for stored value. */
  readonly usesLeft: number | null
  /** Null for anything but stored value; minor units of the benefit's currency. */
  readonly balance: number | null
}

/** The words of status, as the API writes them. */
export const STATUSES = [
  'active',
  'held',
  'redeemed',
  'partially_redeemed',
  'void',
  'blocked',
  'expired',
] as const
export type Status = (typeof STATUSES)[number]

/** Folds one entry into the state. Rule R2: nothing else changes a voucher. */
export function apply(voucher: Voucher | null, entry: Entry): Voucher {
  if (entry.kind === 'issued') {
    assert(voucher === null, 'a voucher is issued once')
    return issuedVoucher(entry)
  }
  assert(voucher !== null, 'a ledger starts with its issue')
  switch (entry.kind) {
    case 'redeemed':
      return redeemed(voucher, entry)
    case 'rolled_back':
      return rolledBack(voucher, entry)
    case 'held':
      return { ...voucher, holds: held(voucher.holds, entry) }
    case 'released':
      return { ...voucher, holds: ended(voucher.holds, entry.hold, entry) }
    case 'voided':
      return { ...voucher, lock: { kind: 'void', at: entry.at, place: entry.place } }
    case 'blocked':
      return { ...voucher, lock: { kind: 'blocked', at: entry.at, place: entry.place } }
    case 'unblocked':
      return { ...voucher, lock: { kind: 'none' } }
    case 'extended':
      return { ...voucher, validity: entry.validity, closesAt: entry.closesAt }
    case 'reassigned':
      return reassigned(voucher, entry.customer)
    default:
      return unreachable(entry)
  }
}

/** Whether that record is, or once was, the holder's: an older id names the same person. Rule R46. */
export function isHolder({ customer, formerly }: Voucher, named: CustomerId): boolean {
  return named === customer || formerly.includes(named)
}

/** The state after all entries, or null for an empty ledger. */
export function fold(entries: readonly Entry[]): Voucher | null {
  return entries.reduce<Voucher | null>(apply, null)
}

/** What the ledger alone says; time is not part of it. */
export type State = Exclude<Status, 'expired' | 'held'>

/** The state without the clock: what lists store. */
export function stateOf(voucher: Voucher): State {
  if (voucher.lock.kind !== 'none') return voucher.lock.kind
  if (isSpent(voucher)) return 'redeemed'
  return counted(voucher).length > 0 ? 'partially_redeemed' : 'active'
}

/** The one word people read: what ends in time is never stored, it is computed from `now` (Rules R6, R75). */
export function statusAt(
  state: State,
  { closesAt, heldUntil }: { readonly closesAt: Instant | null; readonly heldUntil: Instant | null },
  now: Instant,
): Status {
  if (state !== 'active' && state !== 'partially_redeemed') return state
  if (closesAt !== null && now >= closesAt) return 'expired'
  return heldUntil !== null && now < heldUntil ? 'held' : state
}

/** The voucher's status at `now`. */
export function statusOf(voucher: Voucher, now: Instant): Status {
  return statusAt(stateOf(voucher), { closesAt: voucher.closesAt, heldUntil: heldUntil(voucher, now) }, now)
}

/** Nothing is left to redeem: every use taken, or the value empty. */
export function isSpent(voucher: Voucher): boolean {
  return voucher.balance === null ? voucher.usesLeft === 0 : voucher.balance === 0
}

/** Redemptions that have not been reversed, oldest first. */
export function standing(voucher: Voucher): readonly Redemption[] {
  return voucher.redemptions.filter((redemption) => redemption.reversal === null)
}

/** Whether rolling a redemption back gives anything back. Rule R70. */
export function isReusable({ terms }: Voucher): boolean {
  return terms.reusable_after_cancellation !== false
}

/** Redemptions that take a use, oldest first: those that stand, and those that were rolled back to no avail. */
export function counted(voucher: Voucher): readonly Redemption[] {
  return isReusable(voucher) ? standing(voucher) : voucher.redemptions
}

function issuedVoucher(entry: Extract<Entry, { kind: 'issued' }>): Voucher {
  const { terms } = entry
  return {
    id: entry.voucher,
    terms,
    validity: terms.validity,
    issuedAt: entry.at,
    issuedBy: entry.place,
    closesAt: entry.closesAt,
    customer: entry.customer,
    formerly: [],
    source: entry.source,
    offer: entry.offer ?? null,
    campaign: entry.campaign ?? null,
    claim: entry.claim ?? null,
    sealedCode: entry.sealedCode,
    codeLast4: entry.codeLast4,
    lock: { kind: 'none' },
    redemptions: [],
    holds: [],
    usesLeft: terms.uses,
    balance: terms.benefit.kind === 'value' ? terms.benefit.amount : null,
  }
}

function reassigned(voucher: Voucher, customer: CustomerId): Voucher {
  const { customer: before, formerly } = voucher
  assert(before !== null, 'only a bound voucher changes its record')
  return { ...voucher, customer, formerly: [...formerly.filter((id) => id !== customer), before] }
}
