import type { Hindrance } from '../../src/offer-eligibility.ts'
import { Empty } from '../empty.tsx'
import type { Frame } from '../frame.ts'
import { notYetOf } from '../hindrance.ts'
import { CustomerPage } from '../layout.tsx'
import { actOf, OfferCard } from '../offer-card.tsx'
import type { OfferView } from '../offer-view.ts'
import { type Finding, OfferFinder } from './offer-finder.tsx'

/** An offer and whether the reader may take it now. */
export interface OwnOffer {
  /** Null for one that is not open yet: it has no page so far. */
  readonly slug: string | null
  readonly offer: OfferView
  /** Every reason why not; empty: they may. */
  readonly reasons: readonly Hindrance[]
}

interface OwnOffersProps {
  readonly frame: Frame
  /** What they have, said in sums; the smallest units are left out where there is nothing of them. */
  readonly has: { readonly points: number; readonly cashback: number; readonly balance: number }
  readonly offers: readonly OwnOffer[]
  readonly finding: Finding
  /** Whether nothing is published at all. */
  readonly none: boolean
}

/** `/wallet/offers`: what a customer can get now, then what they cannot and exactly why. */
export function OwnOffersPage({ frame, has, offers, finding, none }: OwnOffersProps) {
  const words = frame.words.portal.finding
  const ready = offers.filter(({ reasons }) => reasons.length === 0)
  const notYet = offers.filter(({ reasons }) => reasons.length > 0)
  return (
    <CustomerPage frame={frame} title={words.title} htmx>
      <div>
        <h1>{words.title}</h1>
        <p class="lead">{purse(frame, has)}</p>
      </div>
      {none ? (
        <Empty title={words.noOffers}>
          <p class="quiet">{words.noOffersHow}</p>
          <a class="button" href="/wallet">
            {frame.words.portal.wallet}
          </a>
        </Empty>
      ) : (
        <div class="stack">
          <OfferFinder frame={frame} finding={finding}>
            <Cards frame={frame} id="ready" title={words.ready} offers={ready} />
            <Cards frame={frame} id="not-yet" title={words.notYet} offers={notYet} />
          </OfferFinder>
        </div>
      )}
    </CustomerPage>
  )
}

function Cards(props: { frame: Frame; id: string; title: string; offers: readonly OwnOffer[] }) {
  const { frame, id, title, offers } = props
  if (offers.length === 0) return null
  return (
    <section class="stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul class="offers">
        {offers.map((own) => (
          <li>
            <Card frame={frame} {...own} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Card({ frame, slug, offer, reasons }: OwnOffer & { frame: Frame }) {
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

/** 'You have 120 points and €3.50 of cashback.' */
function purse(
  { words, display, brand }: Frame,
  { points, cashback, balance }: OwnOffersProps['has'],
): string {
  const said = words.portal.finding
  const money = (sum: number) => display.price(sum, brand.currency)
  const sums = [
    ...(points > 0 ? [said.points(points, display.number(points))] : []),
    ...(cashback > 0 ? [said.cashback(money(cashback))] : []),
    ...(balance > 0 ? [said.balance(money(balance))] : []),
  ]
  return sums.length === 0 ? said.hasNothing : said.has(display.list(sums))
}
