import { Empty } from '../empty.tsx'
import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Document } from '../layout.tsx'
import { CounterBar } from './counter-bar.tsx'
import { CounterNav, counterHref } from './counter-nav.tsx'
import { ShiftSums } from './shift-sums.tsx'
import type { ShiftView } from './shift-view.ts'

interface ShiftProps {
  readonly frame: Frame
  readonly view: ShiftView
}

/** `/scan/shift`: how often what was redeemed since then, for how much, and why it was refused; made to be printed. */
export function ShiftPage({ frame, view }: ShiftProps) {
  const words = frame.words.shift
  const { display } = frame
  const { placeName, storeId, zone, from, to, shift, purchases, countedSince } = view
  const title = placeName === null ? words.title : words.titleAt(placeName)
  const nothing = shift.people.length === 0 && shift.earlier.count === 0 && (purchases ?? []).length === 0
  const moment = (at: number) =>
    display.shortDate(at, zone) === display.shortDate(to, zone)
      ? display.time(at, zone)
      : display.momentWithin(at, to, zone)
  return (
    <Document frame={frame} title={title} scripts={[frame.assets['print.js']]}>
      <div class="counter-page">
        <CounterBar frame={frame} placeName={placeName}>
          <CounterNav frame={frame} storeId={storeId} current="shift" />
        </CounterBar>
        <main id="main" class="wrap wrap--narrow page stack">
          <div>
            <h1>{title}</h1>
            <p class="lead">
              {display.date(to, zone)}. {words.span(moment(from), display.time(to, zone))}.{' '}
              {view.own ? frame.words.counterHistory.thisDevice : frame.words.counterHistory.wholeShop}.
            </p>
          </div>
          <Choices frame={frame} view={view} />
          {countedSince > from && <p class="note">{words.cut(moment(countedSince))}</p>}
          {nothing ? (
            <Empty title={words.none}>
              <p class="quiet">{words.noneHow}</p>
            </Empty>
          ) : (
            <ShiftSums frame={frame} view={view} />
          )}
          <p class="small quiet">
            {frame.words.counterHistory.asOf(display.time(to, zone))}{' '}
            {frame.viewer !== null && words.drawnUpBy(frame.viewer.name)}
          </p>
          <div class="row no-print">
            <button type="button" class="button button--primary" data-act="print" hidden>
              {words.print}
            </button>
            <noscript>
              <p class="small quiet">{words.printHow}</p>
            </noscript>
          </div>
        </main>
      </div>
    </Document>
  )
}

/** Since when, and of whom; each is a link, and a time is a form. */
function Choices({ frame, view }: ShiftProps) {
  const { display } = frame
  const words = frame.words.shift
  const said = frame.words.counterHistory
  const { storeId, own, since, signedInAt, zone } = view
  const href = (changed: { own?: boolean; since?: string }) => {
    const chosen = { own, since, ...changed }
    const more = {
      ...(!chosen.own && { all: '1' }),
      ...(chosen.since !== 'signed_in' && { from: chosen.since }),
    }
    return counterHref('shift', storeId, more)
  }
  const chosenTime = since === 'signed_in' || since === 'today' ? '' : since
  return (
    <div class="stack stack--tight no-print">
      <nav class="chips" aria-label={words.since}>
        {signedInAt !== null && (
          <a
            class="chip"
            href={href({ since: 'signed_in' })}
            aria-current={since === 'signed_in' ? 'true' : undefined}
          >
            {words.signedIn(display.time(signedInAt, zone))}
          </a>
        )}
        <a class="chip" href={href({ since: 'today' })} aria-current={since === 'today' ? 'true' : undefined}>
          {words.today}
        </a>
      </nav>
      <nav class="chips" aria-label={said.whose}>
        {[true, false].map((one) => (
          <a class="chip" href={href({ own: one })} aria-current={one === own ? 'true' : undefined}>
            {one ? said.thisDevice : said.wholeShop}
          </a>
        ))}
      </nav>
      <details class="fold" open={chosenTime !== ''}>
        <summary>{words.otherTime}</summary>
        <form class="finder" method="get" action="/scan/shift">
          {storeId !== null && <input type="hidden" name="store" value={storeId} />}
          {!own && <input type="hidden" name="all" value="1" />}
          <Field
            id="from"
            label={words.time}
            hint={words.timeHint}
            value={chosenTime}
            attributes={{ type: 'time', required: true }}
          />
          <button class="button" type="submit">
            {words.show}
          </button>
        </form>
      </details>
    </div>
  )
}
