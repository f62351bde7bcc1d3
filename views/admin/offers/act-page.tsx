import type { OfferAct, OfferPhase } from '../../../src/offer-state.ts'
import type { Frame } from '../../frame.ts'
import { Desk } from '../../layout.tsx'
import { Note } from '../../note.tsx'
import type { OfferView } from '../../offer-view.ts'

export interface OfferActPageProps {
  readonly frame: Frame
  readonly id: string
  readonly version: number
  readonly act: OfferAct
  readonly phase: OfferPhase
  readonly offer: OfferView
  /** Its address is not settled yet. */
  readonly first: boolean
  /** Why it was not done, where it was tried. */
  readonly problem: string | null
}

/** What an act will do, in words, before it is done. */
export function OfferActPage(props: OfferActPageProps) {
  const { frame, id, version, act, offer, problem } = props
  const words = frame.words.adminOffers
  const said = words.acts[act]
  const page = `/admin/offers/${id}`
  return (
    <Desk frame={frame} title={said.title(offer.name)} task={{ href: page, label: words.back }}>
      <form class="narrow-form stack" method="post" action={`${page}/${act}`}>
        <input type="hidden" name="version" value={`${version}`} />
        <h1>{said.title(offer.name)}</h1>
        {problem !== null && (
          <Note tone="bad" role="alert">
            {problem}
          </Note>
        )}
        <ul class="plain-list">
          {consequences(props).map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
        <div class="actions">
          <button type="submit" class={act === 'end' ? 'button button--danger' : 'button button--primary'}>
            {said.yes}
          </button>
          <a class="button button--plain" href={page}>
            {words.keep}
          </a>
        </div>
      </form>
    </Desk>
  )
}

function consequences({ frame, act, phase, offer, first }: OfferActPageProps): readonly string[] {
  const { acts } = frame.words.adminOffers
  switch (act) {
    case 'pause':
      return [acts.pause.how]
    case 'end':
      return [phase === 'draft' ? acts.end.draft : acts.end.how]
    case 'publish':
      return opening(frame, offer, first)
  }
}

function opening({ words, display, now }: Frame, offer: OfferView, first: boolean): readonly string[] {
  const said = words.adminOffers.acts.publish
  const { open, stock, automatic } = offer.requirements
  const { zone } = offer
  const opens = open.from !== null && open.from > now ? open.from : null
  const opensSaid = (at: number | null) => (at === null ? said.now : said.from(display.dateTime(at, zone)))
  return [
    ...(automatic === null ? [] : [said.gives]),
    ...(opens === null && automatic !== null ? [] : [opensSaid(opens)]),
    open.until === null ? said.endless : said.until(display.dateTime(display.until(open.until, zone), zone)),
    stock === null ? said.unlimited : said.stock(display.number(stock.of)),
    ...(first && automatic === null ? [said.address] : []),
  ]
}
