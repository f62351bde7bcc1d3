/** What a customer has, as the person at the counter reads it; minor units of the brand's currency. */
export interface CardBalances {
  readonly points: number
  readonly cashback: number
  readonly balance: number
  readonly owed: { readonly points: number; readonly cashback: number; readonly balance: number }
}

/** The form that records a purchase of whoever's card was shown. */
export interface PurchaseForm {
  readonly card: string
  readonly commandKey: string
  /** What was typed, when the form comes back. */
  readonly input?: { readonly total: string; readonly order_id: string }
  readonly errors?: Readonly<Record<string, string>>
}

/** A purchase of theirs that stands, as a list names it. */
export interface LatestPurchase {
  readonly id: string
  readonly total: number
  readonly currency: string
  readonly at: number
  readonly placeName: string
}

/** Amounts of an account, of each unit. */
export interface Amounts {
  readonly points: number
  readonly cashback: number
  readonly balance: number
}

/** The answer to a purchase: what it earned, or that it was taken back. */
export interface PurchaseView {
  readonly firstName: string | null
  readonly total: number
  readonly currency: string
  /** The number of its receipt; null where none was typed. */
  readonly order: string | null
  readonly at: number
  /** Somebody had recorded it before. */
  readonly known: boolean
  readonly earned: Amounts
  readonly repaid: Amounts
  readonly balances: CardBalances
  readonly reversal: PurchaseReversal | null
  readonly takeBack: PurchaseTakeBack | null
  readonly placeName: string | null
  readonly storeId: string | null
  readonly now: number
  readonly zone: string
}

/** A voucher the purchase had brought: it went with it, or stays because it was used. */
export interface GiftView {
  readonly title: string
  readonly fate: 'taken_back' | 'kept' | 'underway'
}

/** How it was taken back: what was there, and what is owed since. Null where only the moment is known. */
export interface PurchaseReversal {
  readonly at: number
  readonly gifts: readonly GiftView[]
  readonly amounts: { readonly taken: Amounts; readonly owed: Amounts } | null
}

/** It can still be taken back: by this person here until then, by a manager at any time. */
export interface PurchaseTakeBack {
  readonly purchase: string
  readonly until: number | null
  readonly commandKey: string
}

/** Why a purchase is taken back; `other` comes with the field `reason_text`. */
export const PURCHASE_REASONS = ['wrong_amount', 'wrong_customer', 'returned', 'other'] as const
