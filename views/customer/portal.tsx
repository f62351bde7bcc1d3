import { BrandMark } from '../brand-mark.tsx'
import { Fact } from '../fact.tsx'
import type { Frame } from '../frame.ts'
import { Icon, type IconName } from '../icon.tsx'
import { CustomerPage } from '../layout.tsx'
import { Rosette } from '../rosette.tsx'
import { CodeForm } from './code-form.tsx'
import { type Finding, OfferFinder } from './offer-finder.tsx'
import { type ShownOffer, ShownOfferCard } from './shown-offer.tsx'

/** The offers that were found among those published, and what was looked for. */
export interface PortalOffers {
  readonly offers: readonly ShownOffer[]
  readonly finding: Finding
}

interface PortalProps {
  readonly frame: Frame
  /** Null where nothing is published, or nobody can tell. */
  readonly shown: PortalOffers | null
}

/** `/`: the brand's front page. The stub of its ticket is where a code is typed. */
export function PortalPage({ frame, shown }: PortalProps) {
  const { words, brand } = frame
  return (
    <CustomerPage frame={frame} title={words.portal.title} indexed htmx={shown !== null}>
      <section class="ticket ticket--front ticket--bleed" aria-labelledby="front">
        <div class="ticket__sheet">
          <div class="ticket__body">
            <Rosette />
            <header class="ticket__head">
              <span class="who">
                <BrandMark brand={brand} />
                {brand.name}
              </span>
            </header>
            <h1 class="ticket__title" id="front">
              {words.portal.heading(brand.name)}
            </h1>
            {brand.line !== '' && <p class="ticket__words">{brand.line}</p>}
            <p class="ticket__words">{words.portal.text}</p>
            <dl class="ticket__facts">
              <Fact name={words.portal.keep} value={words.portal.keepText} />
              <Fact name={words.portal.showIt} value={words.portal.showItText} />
              <Fact name={words.portal.know} value={words.portal.knowText} />
            </dl>
          </div>
          <div class="ticket__stub">
            <h2>{words.portal.haveOne}</h2>
            <CodeForm frame={frame} />
          </div>
        </div>
      </section>
      {shown !== null && <Offers frame={frame} {...shown} />}
      <ul class="rows">
        <Door icon="ticket" href="/wallet" title={words.portal.wallet} text={words.portal.walletText} />
        <Door icon="people" href="/signin" title={words.portal.staff} text={words.portal.staffText} />
      </ul>
    </CustomerPage>
  )
}

function Offers({ frame, offers, finding }: { frame: Frame } & PortalOffers) {
  const words = frame.words.portal
  return (
    <section class="stack" aria-labelledby="offers">
      <div class="row row--apart row--base">
        <h2 id="offers">{words.offers}</h2>
        <a class="reach" href="/wallet/offers">
          {words.finding.mine}
        </a>
      </div>
      <OfferFinder frame={frame} finding={finding}>
        <ul class="offers">
          {offers.map((one) => (
            <li>
              <ShownOfferCard frame={frame} {...one} />
            </li>
          ))}
        </ul>
      </OfferFinder>
    </section>
  )
}

function Door({ icon, href, title, text }: { icon: IconName; href: string; title: string; text: string }) {
  return (
    <li>
      <a class="rowline" href={href}>
        <span class="avatar">
          <Icon name={icon} />
        </span>
        <span class="grow">
          <b>{title}</b>
          <span class="small quiet">{text}</span>
        </span>
        <Icon name="next" way />
      </a>
    </li>
  )
}
