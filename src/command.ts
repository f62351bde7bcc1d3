import type { CampaignId, ClaimId, CommandId, CustomerId, OfferId, StoreId, VoucherId } from './id.ts'
import type { Order } from './order.ts'
import type { Answers } from './prompt.ts'
import type { Terms } from './terms.ts'
import type { Validity } from './validity.ts'
import type { Place, Source } from './voucher.ts'

interface Sent {
  readonly id: CommandId
  readonly digest: string
  readonly place: Place
}

export interface Issue extends Sent {
  readonly kind: 'issue'
  readonly voucher: VoucherId
  readonly terms: Terms
  readonly customer: CustomerId | null
  readonly source: Source
  /** What it comes from, where it comes from an offer. */
  readonly offer?: OfferId | null
  readonly campaign?: CampaignId | null
  /** What it was claimed by, where it was. */
  readonly claim?: ClaimId
  readonly sealedCode: string
  readonly codeLast4: string
  readonly words: Words
}

/** Asks what a redemption would answer. Validation is this question without a command. */
export interface Use {
  readonly place: Place
  readonly order: Order | null
  readonly customer: CustomerId | null
  /** Whoever sends it has seen that the holder is there, by card or name: that names the holder. */
  readonly holderSeen?: boolean
  /** Minor units to take from stored value; null takes the order's sum. */
  readonly amount: number | null
  readonly acceptPartial: boolean
  /** To what the voucher asks; absent is none. */
  readonly answers?: Answers
  /** The ledger line of the hold it is made with; an order's own hold is found without. */
  readonly hold?: number | null
}

export interface Redeem extends Sent, Use {
  readonly kind: 'redeem'
}

/** A manager's decision against the rules: its own command, with its reason, marked `forced` only if a rule was broken. */
export interface Override extends Sent, Use {
  readonly kind: 'override'
  readonly words: Words
}

/** Sets a use aside for an order of whoever asks, or goes on doing so. */
export interface Hold extends Sent {
  readonly kind: 'hold'
  readonly order: string
  readonly customer: CustomerId | null
  /** How long from now on, at most an hour. */
  readonly ms: number
}

/** Whoever holds it lets go. */
export interface Release extends Sent {
  readonly kind: 'release'
  readonly hold: number
  /** Stores whose holds the caller may know of; empty or absent means all. */
  readonly within?: readonly StoreId[]
}

/** Somebody at a counter ends what an order of somebody else holds. */
export interface TakeOver extends Sent {
  readonly kind: 'take_over'
  readonly hold: number
}

export interface RollBack extends Sent {
  readonly kind: 'roll_back'
  /** Ledger line of the redemption. */
  readonly redemption: number
  /** Part of a value redemption to give back, in minor units; null gives all of it back. */
  readonly amount: number | null
  /** `undo`: same device, 15 minutes. `reversal`: a manager or key, at any time. Rule R19. */
  readonly authority: 'undo' | 'reversal'
  /** Stores whose redemptions the caller may reverse; empty or absent means all. */
  readonly within?: readonly StoreId[]
  readonly words: Words
}

export interface Void extends Sent {
  readonly kind: 'void'
  /** Its claim gives back what it took: only while no use of it stands and it has not ended. */
  readonly refund: boolean
  readonly words: Words
}

export interface Block extends Sent {
  readonly kind: 'block'
  readonly words: Words
}

export interface Unblock extends Sent {
  readonly kind: 'unblock'
  readonly words: Words
}

export interface Extend extends Sent {
  readonly kind: 'extend'
  readonly validity: Validity
  readonly words: Words
}

/** Two records turned out to be one person: the voucher goes from the record that gave way to the one that stays. Rule R46. */
export interface Reassign extends Sent {
  readonly kind: 'reassign'
  readonly from: CustomerId
  readonly customer: CustomerId
  readonly words: Words
}

/** Everything that can be asked of a voucher. */
export type Command =
  | Issue
  | Redeem
  | Override
  | Hold
  | Release
  | TakeOver
  | RollBack
  | Void
  | Block
  | Unblock
  | Extend
  | Reassign

/** What people typed, kept apart from the facts so that it can be erased without breaking the chain. */
export interface Words {
  readonly reason?: string
  readonly note?: string
  /** To the voucher's prompts, at a redemption. */
  readonly answers?: Answers
  readonly metadata?: Readonly<Record<string, string | number | boolean | null>>
}
