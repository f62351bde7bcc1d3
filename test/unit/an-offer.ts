import { BLANK_OFFER, type Offer, type OfferFacts } from '../../src/offer.ts'

/** A complete offer: a coffee for everybody, for thirty days. */
export function offerFacts(said: Partial<OfferFacts> = {}): OfferFacts {
  return {
    ...BLANK_OFFER,
    name: 'Second coffee free',
    benefit: { kind: 'item', item: 'Coffee' },
    validity: { kind: 'days', count: 30 },
    ...said,
  }
}

/** The same, published. */
export function anOffer(said: Partial<OfferFacts> = {}, state: Offer['state'] = 'published'): Offer {
  return { id: 'ofr_coffee', slug: 'second-coffee-free', state, facts: offerFacts(said), version: 1 }
}

/** Minor units of euros. */
export const eur = (amount: number) => ({ amount, currency: 'EUR' })
