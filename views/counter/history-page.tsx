import { Empty } from '../empty.tsx'
import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Document } from '../layout.tsx'
import { CounterBar } from './counter-bar.tsx'
import { CounterNav, counterHref } from './counter-nav.tsx'
import { HistoryRow } from './history-row.tsx'
import type { HistorySearch, HistoryView } from './history-view.ts'

interface HistoryProps {
  readonly frame: Frame
  readonly view: HistoryView
}

/** `/scan/history`: what this device, or its shop, did today, newest first; each can be undone from here while it may. */
export function HistoryPage({ frame, view }: HistoryProps) {
  const words = frame.words.counterHistory
  const { placeName, storeId, search } = view
  const title = placeName === null ? words.title : words.titleAt(placeName)
  return (
    <Document frame={frame} title={search.problem === null ? title : frame.words.counter.errorTitle(title)}>
      <div class="counter-page">
        <CounterBar frame={frame} placeName={placeName}>
          <CounterNav frame={frame} storeId={storeId} current="history" />
        </CounterBar>
        <main id="main" class="wrap wrap--narrow page stack">
          <h1>{title}</h1>
          <Choices frame={frame} view={view} />
          <Finder frame={frame} view={view} />
          <Reasons frame={frame} view={view} />
          {view.lines.length === 0 ? (
            <None frame={frame} view={view} />
          ) : (
            <ol class="rows history">
              {view.lines.map((line) => (
                <HistoryRow frame={frame} view={view} line={line} />
              ))}
            </ol>
          )}
          <More frame={frame} view={view} />
          {search.kind === 'refused' && <p class="small quiet">{words.refusedHow}</p>}
        </main>
      </div>
    </Document>
  )
}

/** The page with one thing chosen otherwise. */
function hrefWith({ search, storeId }: HistoryView, changed: Partial<HistorySearch>): string {
  const { kind, own, q } = { ...search, ...changed }
  return counterHref('history', storeId, {
    ...(kind !== 'redeemed' && { kind }),
    ...(!own && { all: '1' }),
    ...(q !== '' && { q }),
  })
}

function Choices({ frame, view }: HistoryProps) {
  const words = frame.words.counterHistory
  const { search, kinds } = view
  return (
    <div class="stack stack--tight">
      <nav class="chips" aria-label={words.what}>
        {kinds.map((kind) => (
          <a
            class="chip"
            href={hrefWith(view, { kind })}
            aria-current={kind === search.kind ? 'true' : undefined}
          >
            {words.kinds[kind]}
          </a>
        ))}
      </nav>
      <nav class="chips" aria-label={words.whose}>
        {[true, false].map((own) => (
          <a
            class="chip"
            href={hrefWith(view, { own })}
            aria-current={own === search.own ? 'true' : undefined}
          >
            {own ? words.thisDevice : words.wholeShop}
          </a>
        ))}
      </nav>
    </div>
  )
}

function Finder({ frame, view }: HistoryProps) {
  const words = frame.words.counterHistory
  const { search, storeId, findsNames } = view
  const { kind, own, q, problem } = search
  const hint =
    kind === 'purchases' ? words.searchPurchases : findsNames ? words.searchHintNames : words.searchHint
  return (
    <details class="fold" open={q !== ''}>
      <summary>
        <span class="row">
          <Icon name="search" />
          {words.search}
        </span>
      </summary>
      <form class="finder" method="get" action="/scan/history">
        {storeId !== null && <input type="hidden" name="store" value={storeId} />}
        {kind !== 'redeemed' && <input type="hidden" name="kind" value={kind} />}
        {!own && <input type="hidden" name="all" value="1" />}
        <Field
          id="q"
          label={hint}
          error={problem ?? undefined}
          value={q}
          attributes={{ type: 'search', autocomplete: 'off', maxlength: 120 }}
        />
        <button class="button" type="submit">
          {words.find}
        </button>
        {q !== '' && (
          <a class="reach" href={hrefWith(view, { q: '' })}>
            {words.everything}
          </a>
        )}
      </form>
    </details>
  )
}

function Reasons({ frame, view: { reasons } }: HistoryProps) {
  if (reasons.length === 0) return null
  return (
    <section aria-labelledby="why">
      <h2 id="why" class="legend">
        {frame.words.counterHistory.reasonsTitle}
      </h2>
      <ul class="tallies">
        {reasons.map(({ reason, count }) => (
          <li>
            <span>{frame.words.admin.reasons[reason]}</span>
            <b>{frame.display.number(count)}</b>
          </li>
        ))}
      </ul>
    </section>
  )
}

function None({ frame, view }: HistoryProps) {
  const words = frame.words.counterHistory
  const { kind, own, q } = view.search
  return (
    <Empty title={q === '' ? words.none[kind] : words.noneFits(q)}>
      <p class="quiet">{q !== '' ? words.noneFitsHow : own ? words.noneHow : words.noneHowShop}</p>
      {own && (
        <a class="button" href={hrefWith(view, { own: false })}>
          {words.wholeShop}
        </a>
      )}
    </Empty>
  )
}

function More({ frame, view }: HistoryProps) {
  const { display, now } = frame
  const { zone, next, searchedUpTo } = view
  const words = frame.words.counterHistory
  return (
    <div class="row row--apart">
      <p class="small quiet">
        {words.asOf(display.time(now, zone))}
        {searchedUpTo !== null && ` ${words.searchedUpTo(display.time(searchedUpTo, zone))}`}
      </p>
      {next !== null && (
        <a class="button" href={next} rel="next">
          {searchedUpTo === null ? words.older : words.goOn}
          <Icon name="next" way />
        </a>
      )}
    </div>
  )
}
