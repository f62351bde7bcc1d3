import type { Hindrance } from '../../src/offer-eligibility.ts'
import type { OfferView } from '../offer-view.ts'

/** A claim word somebody said: the offer, which waits for a customer's card. */
export interface WordView {
  readonly word: string
  readonly offer: OfferView
  readonly placeName: string | null
  readonly storeId: string | null
  readonly now: number
  readonly zone: string
}

/** The same with the card: who it is, and whether they can get it now. */
export interface ClaimView extends WordView {
  readonly card: string
  readonly firstName: string | null
  readonly standing:
    | { readonly kind: 'may'; readonly commandKey: string }
    | { readonly kind: 'not_yet'; readonly reasons: readonly Hindrance[] }
}
