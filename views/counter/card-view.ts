import type { CardBalances, LatestPurchase, PurchaseForm } from './purchase-view.ts'

/** A customer's card as the person at the counter sees it: what can be used here and now, then what cannot, and why. */
export interface CardView {
  /** Masked: others read the screen too. Null where the reader may not know it, or nobody said. */
  readonly name: string | null
  /** The name of their plan, as far as the reader may know it; null for none. */
  readonly plan: string | null
  readonly usable: readonly CardVoucher[]
  readonly others: readonly CardRefusal[]
  /** More than are shown. */
  readonly more: number
  /** What they have; null where that is not the reader's to know. */
  readonly balances: CardBalances | null
  /** Null where the reader records none here. */
  readonly purchase: PurchaseForm | null
  readonly latest: readonly LatestPurchase[]
  readonly placeName: string | null
  readonly storeId: string | null
  readonly now: number
  readonly zone: string
}

/** One that can be redeemed: pressing its title asks the voucher itself. */
export interface CardVoucher {
  readonly id: string
  readonly title: string
  /** What it gives beyond its title, and until when. */
  readonly gist: string
  /** Where a tap alone redeems it: the key it does so under. Null where something is asked, or to be looked at, first. */
  readonly commandKey: string | null
}

/** One that cannot, with the sentence why. */
export interface CardRefusal {
  readonly title: string
  readonly why: string
}
