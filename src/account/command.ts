import type { ClaimPeriod } from '../claim-period.ts'
import type { Words } from '../command.ts'
import type { CommandId, CustomerId, StoreId } from '../id.ts'
import type { Instant } from '../local-time.ts'
import type { Refusal } from '../refusal.ts'
import type { Place } from '../voucher.ts'
import type { Debt, Standing } from './account.ts'
import type { Claiming } from './claim.ts'
import type { Origin } from './lot.ts'
import type { Unit } from './unit.ts'

/** What makes a repeat recognisable: under which id it is sent, and what it asks for. */
export interface Sent {
  readonly id: CommandId
  readonly digest: string
}

interface Addressed extends Sent {
  readonly customer: CustomerId
  readonly place: Place
  /** Of the brand: refusals about money name it. */
  readonly currency: string
}

/** What a purchase earned; `endsAt` is exclusive, null for what stays. */
export interface Gain {
  readonly unit: Unit
  readonly amount: number
  readonly endsAt: Instant | null
  /** Of what comes from another account: where it began. */
  readonly origin?: Origin
}

/** A purchase, known by its order within its store. Without gains it is still a visit. */
export interface RecordPurchase extends Addressed {
  readonly kind: 'purchase'
  readonly store: StoreId
  readonly order: string
  readonly total: number
  readonly happenedAt: Instant
  readonly gains: readonly Gain[]
}

export interface ReversePurchase extends Addressed {
  readonly kind: 'reverse_purchase'
  /** Line of the purchase. */
  readonly purchase: number
  /** `undo`: whoever recorded it, at once and on the same device; `reversal`: at any time. */
  readonly authority: 'undo' | 'reversal'
  /** Stores whose purchases the caller may reverse; empty means all. */
  readonly within: readonly StoreId[]
  readonly words: Words
}

/** A credit, or a debit where the amount is negative, by hand. */
export interface Adjust extends Addressed {
  readonly kind: 'adjust'
  readonly unit: Unit
  readonly amount: number
  readonly endsAt: Instant | null
  readonly words: Words
}

/** What may keep a customer from claiming, as far as the account knows it. */
export interface ClaimLimits {
  readonly perCustomer: {
    readonly most: number
    readonly period: ClaimPeriod
    /** IANA zone of the calendar in which days, weeks, months and years are counted. */
    readonly zone: string
  } | null
  readonly firstPurchaseOnly: boolean
}

export interface Claim extends Addressed, Claiming {
  readonly kind: 'claim'
  readonly limits: ClaimLimits
  /** What stands against it that the account cannot know: whether the offer is open, and for whom. */
  readonly barriers: readonly Refusal[]
}

export interface CancelClaim extends Addressed {
  readonly kind: 'cancel_claim'
  /** Line that opened it. */
  readonly claim: number
  readonly words: Words
}

/** The record gave way to another one of the same person. */
export interface Merge extends Addressed {
  readonly kind: 'merge'
  readonly into: CustomerId
}

/** What an account that gave way sends to the one that stays. */
export interface Receive extends Addressed {
  readonly kind: 'receive'
  readonly from: CustomerId
  readonly transfer: number
  readonly gains: readonly Gain[]
  readonly debts: readonly Debt[]
  readonly standing: Standing
}

/** Everything that can be asked of an account. */
export type AccountCommand = RecordPurchase | ReversePurchase | Adjust | Claim | CancelClaim | Merge | Receive
