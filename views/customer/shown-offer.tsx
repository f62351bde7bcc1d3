import type { Hindrance } from '../../src/offer-eligibility.ts'
import type { Frame } from '../frame.ts'
import { notYetOf } from '../hindrance.ts'
import { actOf, OfferCard } from '../offer-card.tsx'
import type { OfferView } from '../offer-view.ts'

/** An offer on the portal, and whether its reader may take it now. */
export interface ShownOffer {
  /** Null for one that is not open yet: it has no page so far. */
  readonly slug: string | null
  readonly offer: OfferView
  /** Every reason why not; empty: they may. */
  readonly reasons: readonly Hindrance[]
}

/** Its card: what takes it, or why not yet. */
export function ShownOfferCard({ frame, slug, offer, reasons }: ShownOffer & { frame: Frame }) {
  const href = slug === null ? null : `/offers/${slug}`
  if (reasons.length === 0 && href !== null) {
    const act = (
      <a class="button" href={href} aria-label={`${actOf(frame, offer)}: ${offer.name}`}>
        {actOf(frame, offer)}
      </a>
    )
    return <OfferCard frame={frame} offer={offer} href={href} act={act} />
  }
  const has = reasons.some(({ why }) => why === 'have_it')
  return (
    <OfferCard
      frame={frame}
      offer={offer}
      href={href}
      notYet={notYetOf(frame, offer, reasons)}
      act={has ? <a href="/wallet">{frame.words.portal.finding.inWallet}</a> : null}
    />
  )
}
