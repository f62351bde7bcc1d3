import type { Price } from '../../src/account/claim.ts'
import type { Command } from '../../src/command.ts'
import type { RefusalReason } from '../../src/refusal.ts'
import type { Fact, Source } from '../../src/voucher.ts'
import type { TicketView } from '../ticket-view.ts'
import type { FieldErrors, ValidityValues } from './issue-values.ts'

/** What a trace needs of its voucher; the code travels apart, for those allowed to read it. */
export type TraceTicket = Omit<
  TicketView,
  'code' | 'bound' | 'holderFirstName' | 'version' | 'imageAlt' | 'imageFocus'
>

/** A line of the ledger or a refused attempt, as staff read it. Instants in epoch ms, amounts in minor units. */
export interface TraceStep {
  readonly seq: number
  /** What was recorded; for a refusal, what was attempted. */
  readonly kind: Fact['kind'] | Command['kind']
  readonly outcome: 'accepted' | 'refused' | 'reversed'
  readonly at: number
  /** Where it happened: its clock comes first, the brand's in brackets. */
  readonly zone: string
  readonly storeName: string | null
  readonly byName: string
  /** Whether the browser or till that sent it is on record. */
  readonly device: boolean
  readonly amount: number | null
  /** After this line. */
  readonly balance: number | null
  readonly usesLeft: number | null
  /** Why it was refused, as a sentence. */
  readonly reasonSentence: string | null
  readonly forced: boolean
  /** What people typed with it: a reason, a note. */
  readonly words: string | null
  /** What else the line says: for which order it is held, from whom it was taken over. */
  readonly about: string | null
  /** First 16 of the line's hash; refusals have none. */
  readonly receipt: string | null
  /** Of a redemption that still stands: the line a roll-back names. */
  readonly redemptionSeq: number | null
}

/** Refusals of which only numbers are left: `day` is YYYY-MM-DD, or 'earlier'. */
export interface DroppedRefusals {
  readonly day: string
  readonly reason: RefusalReason
  readonly count: number
}

/** What the viewer may do with it now. Each redemption that stands may have its own roll-back. */
export interface TraceActions {
  readonly redeem: boolean
  readonly handover: boolean
  /** It ends and what was paid for it comes back; null where it cannot. `price`: null for nothing. */
  readonly takeBack: { readonly price: Price | null } | null
  readonly void: boolean
  readonly block: boolean
  readonly unblock: boolean
  readonly extend: boolean
  readonly rollback: boolean
}

/** A form of the page that came back with something to repair. */
export interface FailedAct {
  readonly act: 'take_back' | 'void' | 'block' | 'unblock' | 'extend' | 'rollback'
  /** Which redemption, for a roll-back. */
  readonly seq: number | null
  readonly reason: string
  readonly amount: string
  readonly validity: ValidityValues
  readonly errors: FieldErrors
}

/** The people, texts and origins around a voucher. */
export interface TraceBackground {
  readonly customer: { readonly id: string; readonly name: string } | null
  readonly source: Source
  readonly issuedAt: number
  readonly issuedBy: string
  readonly reason: string | null
  readonly note: string | null
  readonly metadata: Readonly<Record<string, string | number | boolean | null>>
}
