import type { OfferAct, OfferPhase } from '../../../src/offer-state.ts'
import { Fact } from '../../fact.tsx'
import type { Frame } from '../../frame.ts'
import { Icon } from '../../icon.tsx'
import { Desk } from '../../layout.tsx'
import { Note } from '../../note.tsx'
import { OfferCard } from '../../offer-card.tsx'
import type { OfferView } from '../../offer-view.ts'
import { ChangesLink } from '../changes-link.tsx'
import { Phase } from './phase.tsx'
import { PreviewedAct, Sentences } from './preview.tsx'

export interface OfferPageProps {
  readonly frame: Frame
  readonly id: string
  readonly slug: string
  readonly offer: OfferView
  readonly phase: OfferPhase
  /** Its author ended it, rather than its time. */
  readonly endedForGood: boolean
  /** What can be done with it by the viewer; empty where they only look. */
  readonly possible: readonly OfferAct[]
  readonly mayWrite: boolean
  /** It is open, and the viewer may give it by hand. */
  readonly mayGive: boolean
  readonly claimWord: string | null
  /** How many of it are taken and not given back, as lists know it. */
  readonly taken: number
  /** What keeps a draft from being published, each as a sentence. */
  readonly missing: readonly string[]
  /** What was just done, as words. */
  readonly said: string | null
  /** A fresh idempotency key of this rendering. */
  readonly commandKey: string
}

/** `/admin/offers/{offer}`: as customers see it, where it stands, and what can be done with it. */
export function OfferPage(props: OfferPageProps) {
  const { frame, offer, phase, said, claimWord, mayWrite, mayGive, id } = props
  const words = frame.words.adminOffers
  const given = offer.requirements.automatic !== null
  return (
    <Desk frame={frame} title={offer.name} task={{ href: '/admin/offers', label: words.title }}>
      {said !== null && (
        <Note icon="tick" role="status">
          {said}
        </Note>
      )}
      <div class="page-head">
        <div>
          <h1 class="promise">{offer.name}</h1>
          <p class="row offer-standing">
            <Phase frame={frame} phase={phase} /> <span class="quiet">{meaning(props)}</span>
          </p>
        </div>
      </div>
      <Missing {...props} />
      {(mayWrite || mayGive) && <Acts {...props} />}
      <div class="split">
        <section class="stack" aria-labelledby="says">
          <h2 id="says">{words.what}</h2>
          <Sentences frame={frame} offer={offer} />
          {offer.terms !== '' && <p class="small quiet small-print">{offer.terms}</p>}
          <dl class="facts">
            <Fact name={words.taken} value={<Taken {...props} />} />
            {!given && <Fact name={words.address} value={<Address {...props} />} />}
            {claimWord !== null && <Fact name={words.word} value={<span class="code">{claimWord}</span>} />}
          </dl>
        </section>
        <aside class="stack" aria-labelledby="as-customers">
          <h2 id="as-customers">{given ? words.asGiven : words.asCustomers}</h2>
          <OfferCard
            frame={frame}
            offer={offer}
            href={null}
            act={<PreviewedAct frame={frame} offer={offer} />}
          />
        </aside>
      </div>
      {frame.viewer?.role === 'admin' && <ChangesLink frame={frame} id={id} />}
    </Desk>
  )
}

/** How many there are, and the way to them. */
function Taken({ frame, id, taken }: OfferPageProps) {
  const said = frame.words.adminOffers.vouchers(taken, frame.display.number(taken))
  return taken === 0 ? said : <a href={`/admin/vouchers?offer_id=${id}`}>{said}</a>
}

/** Customers find its page there while it is open. */
function Address({ slug, phase }: OfferPageProps) {
  const path = `/offers/${slug}`
  return phase === 'published' ? <a href={path}>{path}</a> : path
}

function meaning({ frame, phase, offer, endedForGood }: OfferPageProps): string {
  const { words, display } = frame
  const { now } = words.adminOffers
  const { from, until } = offer.requirements.open
  switch (phase) {
    case 'draft':
    case 'paused':
      return now[phase]
    case 'scheduled':
      return now.scheduled(display.momentWithin(from ?? frame.now, frame.now, offer.zone))
    case 'published':
      return (offer.requirements.automatic === null ? now.published : now.giving)(
        until === null ? null : display.dateTime(display.until(until, offer.zone), offer.zone),
      )
    case 'ended':
      return endedForGood ? now.ended : now.over
  }
}

function Missing({ frame, missing, id }: OfferPageProps) {
  const words = frame.words.adminOffers
  if (missing.length === 0) return null
  return (
    <Note tone="warn">
      <b>{words.stillMissing}</b>
      <ul>
        {missing.map((sentence) => (
          <li>
            <a href={`/admin/offers/${id}/edit`}>{sentence}</a>
          </li>
        ))}
      </ul>
    </Note>
  )
}

function Acts(props: OfferPageProps) {
  const { frame, id, possible, missing, mayWrite, mayGive } = props
  const words = frame.words.adminOffers
  const publishes = possible.includes('publish') && missing.length === 0
  return (
    <div class="actions">
      {mayGive && (
        <a class="button" href={`/admin/offers/${id}/give`}>
          {words.give.act}
        </a>
      )}
      {publishes && (
        <a class="button button--primary" href={`/admin/offers/${id}/publish`}>
          {words.acts.publish.act}
        </a>
      )}
      {mayWrite && <Writing {...props} />}
    </div>
  )
}

function Writing({ frame, id, possible, endedForGood, commandKey }: OfferPageProps) {
  const words = frame.words.adminOffers
  return (
    <>
      {!endedForGood && (
        <a class="button" href={`/admin/offers/${id}/edit`}>
          {words.edit}
        </a>
      )}
      <form method="post" action={`/admin/offers/${id}/duplicates`}>
        <input type="hidden" name="idempotency_key" value={commandKey} />
        <button type="submit" class="button button--wide">
          <Icon name="copy" />
          {words.duplicate}
        </button>
      </form>
      {possible.includes('pause') && (
        <a class="button" href={`/admin/offers/${id}/pause`}>
          {words.acts.pause.act}
        </a>
      )}
      {possible.includes('end') && (
        <a class="button button--danger" href={`/admin/offers/${id}/end`}>
          {words.acts.end.act}
        </a>
      )}
    </>
  )
}
