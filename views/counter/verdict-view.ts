import type { Prompt } from '../../src/prompt.ts'
import type { Words } from '../words/words.ts'

/** The five grounds a verdict can stand on; each has its own colour, frame and sound. */
export type VerdictKind = 'valid' | 'done' | 'used' | 'refused' | 'unknown'

/** The one word a verdict says; `words.counter.verdict` has its text. */
export type VerdictWord = keyof Words['counter']['verdict']

/** The answer to a scan, a redemption or an undo, as the person at the counter sees it. Instants are epoch ms. */
export interface VerdictView {
  readonly verdict: VerdictKind
  readonly word: VerdictWord
  /** What to give. */
  readonly title: string | null
  /** The reason in a sentence, with the fact that helps. */
  readonly say: string | null
  /** What to look at before redeeming: 'Eat in only'. */
  readonly checks: readonly string[]
  readonly facts: readonly VerdictFact[]
  /** Sentences of every reason; those that `say` does not say already are listed. */
  readonly reasons: readonly string[]
  readonly redeem: RedeemView | null
  readonly undo: UndoView | null
  /** Another order holds it, and whoever stands here may end that. */
  readonly takeOver: TakeOverView | null
  /** How long ago this same device redeemed it, in seconds; null for everything else. */
  readonly ownRepeat: number | null
  readonly placeName: string | null
  /** Where the viewer stands, carried on to the next scan. */
  readonly storeId: string | null
  readonly now: number
  /** Zone of the place, in which times are shown. */
  readonly zone: string
  /** The voucher it is about, and the redemption it told of, for the list of this visit; absent where it is about none. */
  readonly about?: {
    readonly codeLast4: string
    readonly redemption: string | null
    /** What was taken or given. */
    readonly sum: string | null
  }
  /** Where a lost outcome can be asked for. */
  readonly outcomeHref: string | null
  /** The voucher's trace, for those who may read it. */
  readonly historyHref?: string | null
  /** Where a manager may decide against what stands in the way, if one can be asked here. */
  readonly overrideHref?: string | null
}

export interface VerdictFact {
  readonly label: string
  readonly value: string
  readonly small?: string | null
}

/** What a redemption would send. Amounts in minor units. */
export interface RedeemView {
  readonly voucher: string
  readonly code: string
  readonly commandKey: string
  /** Stored value: how much to take is asked. */
  readonly needsAmount: { readonly balance: number; readonly currency: string } | null
  /** The terms depend on what is bought: the order's total is asked. */
  readonly needsOrder: boolean
  /** Only some products take part: which of them is bought is asked. Ids as the shop calls them. */
  readonly needsItem: { readonly products: readonly string[]; readonly categories: readonly string[] } | null
  /** Only its holder may use it: whoever stands there looks, and compares the name where they may know it. */
  readonly needsHolder: { readonly name: string | null } | null
  /** What the voucher itself asks, each in a field `answer_` and its key. */
  readonly prompts: readonly Prompt[]
  readonly storeId: string | null
  /** What was typed into `amount`, `order_amount`, `order_id`, `item`, `item_amount`, `holder_seen` and the answers, when the form comes back. */
  readonly input?: Readonly<Record<string, string>>
  /** By field name: what is wrong and how to repair it. */
  readonly errors?: Readonly<Record<string, string>>
}

/** A redemption this device may still take back. */
export interface UndoView {
  readonly redemption: string
  readonly until: number
  readonly commandKey: string
}

/** A hold in the way of a redemption. */
export interface TakeOverView {
  readonly voucher: string
  readonly code: string
  /** The ledger line it began with. */
  readonly hold: number
  /** Its order as the shop calls it; null where that is not for the reader. */
  readonly order: string | null
  readonly commandKey: string
}

/** Why an undo is asked for; `other` comes with the field `reason_text`. */
export const UNDO_REASONS = ['mistake', 'changed_mind', 'wrong_voucher', 'other'] as const
