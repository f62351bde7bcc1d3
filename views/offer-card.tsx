import type { Child } from 'hono/jsx'
import type { Benefit } from '../src/benefit.ts'
import type { Frame } from './frame.ts'
import { Icon } from './icon.tsx'
import { cardNeeds, gift } from './offer-needs.ts'
import type { OfferView } from './offer-view.ts'
import { smallPicture } from './small-picture.ts'

interface OfferCardProps {
  readonly frame: Frame
  readonly offer: OfferView
  /** Its own page; null in a preview, which leads nowhere. */
  readonly href: string | null
  /** What can be done with it, as button or link; `actOf` says what it is called. Null: nothing yet. */
  readonly act: Child
  /** Why not yet, where it is not theirs to take; what that leads to stands in `act`. */
  readonly notYet?: NotYet | null
}

/** What keeps somebody from it, and how far they have come where that can be counted. */
export interface NotYet {
  readonly reasons: readonly string[]
  readonly progress: { readonly value: number; readonly max: number; readonly label: string } | null
}

/** An offer on the portal: its picture, the promise, a line, and what it takes. */
export function OfferCard({ frame, offer, href, act, notYet = null }: OfferCardProps) {
  const { name, description } = offer
  const gives = gift(frame, offer)
  const title = name.trim() === '' ? frame.words.offers.nameless : name
  return (
    <article class={notYet === null ? 'offer' : 'offer offer--not'}>
      <OfferTile frame={frame} offer={offer} />
      <div>
        <h3>{href === null ? title : <a href={href}>{title}</a>}</h3>
        {gives !== '' && <p class="gives">{gives}</p>}
        {description !== '' && <p class="about">{description}</p>}
        {notYet === null ? <Needs frame={frame} offer={offer} /> : <Reasons {...notYet} />}
        {act !== null && <div class="act">{act}</div>}
      </div>
    </article>
  )
}

function Needs({ frame, offer }: Pick<OfferCardProps, 'frame' | 'offer'>) {
  return (
    <>
      {cardNeeds(frame, offer).map(({ icon, text }) => (
        <p class="needs">
          <Icon name={icon} />
          <span>{text}</span>
        </p>
      ))}
    </>
  )
}

/** What keeps them from it, instead of what it takes: the reasons say that too. */
function Reasons({ reasons, progress }: NotYet) {
  return (
    <>
      {reasons.map((reason) => (
        <p class="needs needs--not">
          <Icon name="lock" />
          <b>{reason}</b>
        </p>
      ))}
      {progress !== null && (
        <progress max={progress.max} value={progress.value} aria-label={progress.label} />
      )}
    </>
  )
}

/** What the act of an offer is called: what it takes is said before it is taken. */
export function actOf({ words, display }: Frame, { requirements: { cost } }: OfferView): string {
  const said = words.offers
  switch (cost.kind) {
    case 'nothing':
      return said.get
    case 'points':
      return said.usePoints(display.number(cost.points))
    case 'cashback':
      return said.useCashback(display.price(cost.sum.amount, cost.sum.currency))
    case 'balance':
      return said.useBalance(display.price(cost.sum.amount, cost.sum.currency))
  }
}

/** Its picture; without one, what it gives printed in the brand's ink. The name beside it says what it shows. */
export function OfferTile(props: {
  readonly frame: Frame
  readonly offer: Pick<OfferView, 'imageUrl' | 'benefit'>
  readonly small?: boolean
}) {
  const { frame, offer, small = false } = props
  const { imageUrl, benefit } = offer
  if (imageUrl !== null) {
    return (
      <span class="tile">
        <img
          src={small ? smallPicture(imageUrl) : imageUrl}
          alt=""
          width="1200"
          height="400"
          loading="lazy"
        />
      </span>
    )
  }
  const figure = benefit === null ? null : figureOf(frame, benefit)
  return (
    <span class="tile tile--drawn">
      <svg viewBox="-100 -100 200 200" aria-hidden="true">
        {TURNS.map((turn) => (
          <ellipse rx="96" ry="38" transform={`rotate(${turn})`} />
        ))}
        <circle r="56" />
        {figure === null ? (
          <path d={STAR} />
        ) : (
          <text y="3" data-long={figure.length > 5 ? '' : undefined}>
            {figure}
          </text>
        )}
      </svg>
    </span>
  )
}

const TURNS = Array.from({ length: 18 }, (_, index) => index * 10)
const STAR =
  'M0-30l8.5 19 20.500 2.200-15.300 13.800 4.300 20.300L0 15l-18 10.300 4.300-20.300-15.300-13.800 20.500-2.200z'

function figureOf({ display }: Frame, benefit: Benefit): string | null {
  switch (benefit.kind) {
    case 'percent':
      return `${display.number(benefit.percent)}%`
    case 'amount':
    case 'value':
    case 'fixed_price':
      return display.price(benefit.amount, benefit.currency)
    case 'item':
    case 'custom':
      return null
  }
}
