import type { Hindrance } from '../../src/offer-eligibility.ts'
import type { Frame } from '../frame.ts'
import { hindranceSaid } from '../hindrance.ts'
import { Icon } from '../icon.tsx'
import { CustomerPage } from '../layout.tsx'
import { Note } from '../note.tsx'
import { actOf, OfferTile } from '../offer-card.tsx'
import { offerSentences } from '../offer-needs.ts'
import type { OfferView } from '../offer-view.ts'

/** What the reader can do with an offer: nobody signed in, a customer who may or may not yet, or somebody at work. */
export type OfferStanding =
  | { readonly kind: 'stranger' }
  | { readonly kind: 'staff' }
  | { readonly kind: 'may'; readonly commandKey: string }
  | { readonly kind: 'not_yet'; readonly reasons: readonly Hindrance[] }

interface OfferPageProps {
  readonly frame: Frame
  readonly slug: string
  readonly offer: OfferView
  readonly standing: OfferStanding
  /** What came of a claim, where it did not lead to a voucher at once. */
  readonly said: string | null
}

/** `/offers/{slug}`: one offer, everything it asks for, and the button that gets it. */
export function OfferPage({ frame, slug, offer, standing, said }: OfferPageProps) {
  const words = frame.words.portal.offer
  return (
    <CustomerPage frame={frame} title={offer.name} indexed>
      <p>
        <a href="/">{words.back}</a>
      </p>
      <div class="split">
        <div class="offer-told">
          <OfferTile frame={frame} offer={offer} />
          <div class="stack">
            <h1 class="promise">{offer.name}</h1>
            {offer.description !== '' && <p>{offer.description}</p>}
            <ul class="stack stack--tight">
              {offerSentences(frame, offer).map(({ icon, text }) => (
                <li class="needs">
                  <Icon name={icon} />
                  <span>{text}</span>
                </li>
              ))}
            </ul>
            {offer.terms !== '' && <Terms frame={frame} terms={offer.terms} />}
          </div>
        </div>
        <aside class="stack" aria-label={actOf(frame, offer)}>
          {said !== null && (
            <Note tone="warn" role="alert">
              {said}
            </Note>
          )}
          <Act frame={frame} slug={slug} offer={offer} standing={standing} />
        </aside>
      </div>
    </CustomerPage>
  )
}

function Act({ frame, slug, offer, standing }: Omit<OfferPageProps, 'said'>) {
  const words = frame.words.portal.offer
  switch (standing.kind) {
    case 'stranger':
      return (
        <>
          <a class="button button--primary button--wide" href={`/signin?then=/offers/${slug}`}>
            {words.signIn}
          </a>
          <p class="hint">{words.signInText}</p>
        </>
      )
    case 'staff':
      return <p class="quiet">{words.forCustomers}</p>
    case 'may':
      return (
        <form method="post" action={`/offers/${slug}/claims`}>
          <input type="hidden" name="idempotency_key" value={standing.commandKey} />
          <button type="submit" class="button button--primary button--wide">
            {actOf(frame, offer)}
          </button>
        </form>
      )
    case 'not_yet':
      return <NotYet frame={frame} offer={offer} reasons={standing.reasons} />
  }
}

/** No dead button: what is missing is said instead. */
function NotYet({
  frame,
  offer,
  reasons,
}: Pick<OfferPageProps, 'frame' | 'offer'> & { reasons: readonly Hindrance[] }) {
  return (
    <section class="stack stack--tight" aria-labelledby="not-yet">
      <h2 id="not-yet">{frame.words.portal.offer.notYet}</h2>
      <ul class="stack stack--tight">
        {reasons.map((reason) => (
          <li class="needs needs--not">
            <Icon name="clock" />
            <span>{hindranceSaid(frame, offer, reason)}</span>
          </li>
        ))}
      </ul>
      <p>
        <a href="/wallet">{frame.words.portal.wallet}</a>
      </p>
    </section>
  )
}

function Terms({ frame, terms }: { frame: Frame; terms: string }) {
  return (
    <details class="fold">
      <summary>
        {frame.words.portal.offer.terms}
        <Icon name="down" />
      </summary>
      <p>{terms}</p>
    </details>
  )
}
