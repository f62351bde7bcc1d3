import { Empty } from '../empty.tsx'
import type { Frame } from '../frame.ts'
import { CustomerPage } from '../layout.tsx'
import { type Finding, OfferFinder } from './offer-finder.tsx'
import { type ShownOffer, ShownOfferCard } from './shown-offer.tsx'

interface OwnOffersProps {
  readonly frame: Frame
  /** What they have, said in sums; the smallest units are left out where there is nothing of them. */
  readonly has: { readonly points: number; readonly cashback: number; readonly balance: number }
  readonly offers: readonly ShownOffer[]
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

function Cards(props: { frame: Frame; id: string; title: string; offers: readonly ShownOffer[] }) {
  const { frame, id, title, offers } = props
  if (offers.length === 0) return null
  return (
    <section class="stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul class="offers">
        {offers.map((own) => (
          <li>
            <ShownOfferCard frame={frame} {...own} />
          </li>
        ))}
      </ul>
    </section>
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
