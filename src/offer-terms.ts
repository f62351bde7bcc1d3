import type { Price } from './account/claim.ts'
import { assert } from './assert.ts'
import type { OfferFacts } from './offer.ts'
import { costOf } from './offer-requirements.ts'
import type { Terms } from './terms.ts'
import type { Source } from './voucher.ts'

/**
 * What a published offer freezes into a voucher at its claim; `zone` is that of its shop if it has exactly one, else the brand's.
 * What says nothing is left out, so that a plain voucher stays small. Rule R3.
 */
export function termsOfOffer(facts: OfferFacts, zone: string): Terms {
  const { benefit, validity } = facts
  assert(benefit !== null && validity !== null, 'a published offer lacks nothing')
  return {
    title: facts.name,
    description: facts.description,
    image_url: facts.image_url,
    code_shown: true,
    benefit,
    validity,
    zone,
    store_ids: facts.store_ids,
    uses: facts.uses,
    windows: facts.windows,
    minimum_spend: facts.minimum_spend,
    ...conditionsOf(facts),
  }
}

function conditionsOf(facts: OfferFacts): Partial<Terms> {
  const { uses_per_day, blackout_dates, prompts, channels, partner_ids, product_ids, category_ids } = facts
  return {
    ...(uses_per_day !== null && { uses_per_day }),
    ...(blackout_dates.length > 0 && { blackout_dates }),
    ...(channels.length === 1 && { channels }),
    ...(partner_ids.length > 0 && { partner_ids: partner_ids.map((id) => `ptn_${id.slice(4)}` as const) }),
    ...(product_ids.length > 0 && { product_ids }),
    ...(category_ids.length > 0 && { category_ids }),
    ...(!facts.combinable && { combinable: false }),
    ...(prompts.length > 0 && { prompts }),
    ...(facts.holder_required && { holder_required: true }),
    ...(!facts.reusable_after_cancellation && { reusable_after_cancellation: false }),
  }
}

/** What a claim of it takes from the account, and so why its voucher exists; free ones are taken by hand. */
export function priceOf(facts: OfferFacts): { readonly price: Price | null; readonly source: Source } {
  const cost = costOf(facts)
  switch (cost.kind) {
    case 'nothing':
      return { price: null, source: 'manual' }
    case 'points':
      return { price: { unit: 'points', amount: cost.points }, source: 'points' }
    case 'cashback':
    case 'balance':
      return { price: { unit: cost.kind, amount: cost.sum.amount }, source: cost.kind }
  }
}
