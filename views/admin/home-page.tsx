import type { Child } from 'hono/jsx'
import { Empty } from '../empty.tsx'
import { Icon } from '../icon.tsx'
import { Desk } from '../layout.tsx'
import { DayChart } from './day-chart.tsx'
import { HomeFigures, type HomeFiguresProps } from './home-figures.tsx'
import { HomeSources, type SourceRow } from './home-sources.tsx'

/** One day of the brand's calendar, by date and by its first instant. */
interface HomeDay {
  readonly day: string
  readonly at: number
  readonly issued: number
  readonly redeemed: number
  readonly refused: number
  /** Vouchers whose last day it is and that are still open. */
  readonly ending: number
}

/** A line that leads to what somebody should look at. */
export interface Attention {
  readonly text: string
  readonly href: string
}

interface HomePageProps extends HomeFiguresProps {
  /** What is left to set up, on top of everything; null once it is all done. */
  readonly checklist: Child | null
  /** Oldest first; the last is today. */
  readonly days: readonly HomeDay[]
  /** By why vouchers exist. */
  readonly sources: readonly SourceRow[]
  readonly attention: readonly Attention[]
  /** Up to when everything is counted; null while more is being counted. */
  readonly asOf: number | null
  /** Whether the system page is open to the viewer. */
  readonly system: boolean
}

/** Where admins and managers begin: figures that lead to their rows, the days, and what needs a hand. */
export function HomePage(props: HomePageProps) {
  const { frame, checklist, days, totals, values, sources } = props
  const words = frame.words.desk.home
  const happened = totals.issued + totals.issuedBefore + totals.redeemed + totals.refused + totals.ended > 0
  const counts = happened || values.length > 0
  return (
    <Desk frame={frame} title={frame.words.common.nav.home}>
      {checklist}
      <Head {...props} empty={!counts} />
      {counts ? (
        <>
          <div class="stack stack--tight">
            <HomeFigures {...props} />
            <AsOf {...props} />
          </div>
          <section aria-labelledby="days" class="stack stack--tight">
            <h2 id="days">{words.chart}</h2>
            <DayChart frame={frame} days={days.map(({ at, redeemed }) => ({ at, count: redeemed }))} />
            <Table frame={frame} days={days} />
          </section>
          <HomeSources frame={frame} sources={sources} within={within(props)} />
        </>
      ) : (
        <Empty title={words.emptyTitle}>
          <p class="quiet">{words.emptyHow}</p>
          <a class="button button--primary" href="/admin/issue">
            <Icon name="plus" />
            {words.issue}
          </a>
        </Empty>
      )}
      <NeedsAttention {...props} />
      <More {...props} />
    </Desk>
  )
}

/** Vouchers issued in these days, and in the viewer's shops, as a piece of an address. */
function within({ days, everything }: HomePageProps): string {
  return `&from=${days[0]?.day ?? ''}&to=${days.at(-1)?.day ?? ''}${everything ? '' : '&own=1'}`
}

function Head({ frame, days, everything, empty }: HomePageProps & { empty: boolean }) {
  const { display, brand } = frame
  const words = frame.words.desk.home
  const from = display.dayMonth(days[0]?.at ?? 0, brand.zone)
  const last = days.at(-1)?.at ?? 0
  const to = `${display.dayMonth(last, brand.zone)} ${display.year(last, brand.zone)}`
  return (
    <div class="page-head">
      <div>
        <h1>{words.title}</h1>
        <p class="lead">
          {words.days(from, to, brand.zone)} {!everything && words.onlyYours}
        </p>
      </div>
      {!empty && (
        <div class="only-wide">
          <a class="button button--primary" href="/admin/issue">
            {words.issue}
          </a>
        </div>
      )}
    </div>
  )
}

function AsOf({ frame: { words, display, brand }, asOf }: HomePageProps) {
  const said = words.desk.home
  return <p class="small quiet">{asOf === null ? said.behind : said.asOf(display.time(asOf, brand.zone))}</p>
}

function Table({ frame, days }: Pick<HomePageProps, 'frame' | 'days'>) {
  const { display, brand } = frame
  const { columns, table, tableHow } = frame.words.desk.home
  return (
    <details class="fold">
      <summary>
        {table}
        <Icon name="down" />
      </summary>
      <div>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{columns.day}</th>
              <th scope="col" class="n">
                {columns.redeemed}
              </th>
              <th scope="col" class="n">
                {columns.issued}
              </th>
              <th scope="col" class="n">
                {columns.refused}
              </th>
              <th scope="col" class="n wide">
                {columns.ended}
              </th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map(({ at, issued, redeemed, refused, ending }) => (
              <tr>
                <th scope="row">{display.shortDate(at, brand.zone)}</th>
                <td class="n">{display.number(redeemed)}</td>
                <td class="n">{display.number(issued)}</td>
                <td class="n">{display.number(refused)}</td>
                <td class="n wide">{display.number(ending)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p class="small quiet wide-only">{tableHow}</p>
      </div>
    </details>
  )
}

function NeedsAttention({ frame, attention }: Pick<HomePageProps, 'frame' | 'attention'>) {
  const words = frame.words.desk.home
  return (
    <section aria-labelledby="attention" class="stack stack--tight">
      <h2 id="attention">{words.attention}</h2>
      {attention.length === 0 ? (
        <p class="quiet">{words.nothing}</p>
      ) : (
        <ul class="rows">
          {attention.map(({ text, href }) => (
            <li>
              <a class="rowline" href={href}>
                <Icon name="alert" />
                <span class="grow">{text}</span>
                <Icon name="next" way />
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** What a desk shows in its side menu, and a phone nowhere else. */
function More({ frame, system }: Pick<HomePageProps, 'frame' | 'system'>) {
  const words = frame.words.desk.home
  return (
    <nav class="only-on-phones" aria-label={words.more_pages}>
      <ul class="rows">
        <li>
          <a class="rowline" href="/admin/offers">
            <Icon name="star" />
            <span class="grow">{frame.words.common.nav.offers}</span>
            <Icon name="next" way />
          </a>
        </li>
        <li>
          <a class="rowline" href="/admin/settings">
            <Icon name="gear" />
            <span class="grow">{words.settings}</span>
            <Icon name="next" way />
          </a>
        </li>
        {system && (
          <li>
            <a class="rowline" href="/admin/system">
              <Icon name="chart" />
              <span class="grow">{words.system}</span>
              <Icon name="next" way />
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
}
