import type { Hindrance } from '../src/offer-eligibility.ts'
import type { Frame } from './frame.ts'
import type { NotYet } from './offer-card.tsx'
import type { OfferView } from './offer-view.ts'
import { nearMoment } from './voucher-facts.ts'
import type { Words } from './words/words.ts'

/** Why somebody cannot take an offer, in a sentence: for its own page. */
export function hindranceSaid(frame: Frame, offer: OfferView, hindrance: Hindrance): string {
  const said = frame.words.portal.offer.hindrances
  return sayIn(said, frame, offer, hindrance, ' ')
}

/** The same to whoever stands at the counter with them, on the clock of the shop. */
export function hindranceSaidAtTill(
  frame: Frame,
  { plans }: OfferView,
  zone: string,
  hindrance: Hindrance,
): string {
  return sayIn(frame.words.till.claim.hindrances, frame, { plans, zone }, hindrance, ' ')
}

/** The same in a few words for a card, with how far they have come. */
export function notYetOf(frame: Frame, offer: OfferView, reasons: readonly Hindrance[]): NotYet {
  const said = frame.words.portal.finding.hindrances
  const short = reasons.find((hindrance) => 'missing' in hindrance)
  return {
    reasons: reasons.map((hindrance) => sayIn(said, frame, offer, hindrance, ', ')),
    progress:
      short !== undefined && 'missing' in short
        ? {
            value: Math.max(0, short.needed - short.missing),
            max: short.needed,
            label: sayIn(said, frame, offer, short, ', '),
          }
        : null,
  }
}

type Said = Words['portal']['offer']['hindrances']

function sayIn(
  said: Said,
  { words, display, now }: Frame,
  { zone, plans }: Pick<OfferView, 'zone' | 'plans'>,
  hindrance: Hindrance,
  join: string,
): string {
  const again = (at: number | null) =>
    at === null ? '' : `${join}${said.again(nearMoment(display, at, now, zone))}`
  switch (hindrance.why) {
    case 'opens_at':
      return said.opens_at(nearMoment(display, hindrance.at, now, zone))
    case 'have_it':
      return said.have_it() + again(hindrance.again_at)
    case 'limit_reached': {
      const { most, period } = hindrance
      const often = period === 'ever' ? null : words.offers.often[period](most)
      return said.limit_reached(most, often) + again(hindrance.again_at)
    }
    case 'plan_needed':
      return said.plan_needed(display.list(plans), plans.length)
    case 'points_missing':
      return said.points_missing(display.number(hindrance.missing), display.number(hindrance.needed))
    case 'cashback_missing':
    case 'balance_missing':
      return said[hindrance.why](
        display.price(hindrance.missing, hindrance.currency),
        display.price(hindrance.needed, hindrance.currency),
      )
    case 'automatic':
    case 'ended':
    case 'not_open':
    case 'out_of_stock':
    case 'used_up':
    case 'segment_needed':
    case 'first_purchase_only':
      return said[hindrance.why]()
  }
}
