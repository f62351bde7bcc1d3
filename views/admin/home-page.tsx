import type { Child } from 'hono/jsx'
import { Empty } from '../empty.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Desk } from '../layout.tsx'
import { DayChart } from './day-chart.tsx'

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

interface HomePageProps {
  readonly frame: Frame
  /** What is left to set up, on top of everything; null once it is all done. */
  readonly checklist: Child | null
  /** Oldest first; the last is today. */
  readonly days: readonly HomeDay[]
  readonly totals: {
    readonly issued: number
    readonly issuedBefore: number
    readonly redeemed: number
    readonly rolledBack: number
    readonly refused: number
    readonly ended: number
  }
  /** By currency, minor units. */
  readonly values: readonly {
    readonly currency: string
    readonly value: number
    readonly endingSoon: number
  }[]
  /** The date within which `endingSoon` ends. */
  readonly weekEnds: string
  readonly attention: readonly Attention[]
  /** Up to when everything is counted; null while more is being counted. */
  readonly asOf: number | null
  /** The whole brand rather than some of its shops. */
  readonly everything: boolean
  /** Whether the system page is open to the viewer. */
  readonly system: boolean
}

/** Where admins and managers begin: figures that lead to their rows, the days, and what needs a hand. */
export function HomePage(props: HomePageProps) {
  const { frame, checklist, days, totals, values } = props
  const words = frame.words.desk.home
  const happened = totals.issued + totals.issuedBefore + totals.redeemed + totals.refused + totals.ended > 0
  return (
    <Desk frame={frame} title={frame.words.common.nav.home} htmx>
      {checklist}
      <Head {...props} />
      {happened || values.length > 0 ? (
        <>
          <Figures {...props} />
          <section aria-labelledby="days" class="stack stack--tight">
            <h2 id="days">{words.chart}</h2>
            <DayChart frame={frame} days={days.map(({ at, redeemed }) => ({ at, count: redeemed }))} />
            <Table frame={frame} days={days} />
          </section>
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

function Head({ frame, days, asOf, everything }: HomePageProps) {
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
          {words.days(from, to, brand.zone)} {!everything && words.onlyYours}{' '}
          {asOf === null ? words.behind : words.asOf(display.time(asOf, brand.zone))}
        </p>
      </div>
      <div class="only-wide">
        <a class="button button--primary" href="/admin/issue">
          {words.issue}
        </a>
      </div>
    </div>
  )
}

function Figures({ frame, totals, values, days, weekEnds }: HomePageProps) {
  const { display } = frame
  const words = frame.words.desk.home
  const [first, today] = [days[0]?.day ?? '', days.at(-1)?.day ?? '']
  const yesterday = days.at(-2)?.day ?? ''
  const happened = (kind: string) => `/admin/activity?kind=${kind}&from=${first}&to=${today}`
  const { issued, issuedBefore, redeemed, rolledBack, refused, ended } = totals
  return (
    <dl class="figures figures--five">
      <Figure label={words.figures.issued} href={happened('issued')} shown={display.number(issued)}>
        {compared(frame, issued - issuedBefore)}
      </Figure>
      <Figure label={words.figures.redeemed} href={happened('redeemed')} shown={display.number(redeemed)}>
        {words.rolledBack(rolledBack, display.number(rolledBack))}
      </Figure>
      <Figure
        label={words.figures.ended}
        href={`/admin/vouchers?status=expired&ends_from=${first}&ends_to=${yesterday}`}
        shown={display.number(ended)}
      >
        {words.endedHow}
      </Figure>
      <Figure label={words.figures.refused} href={happened('refused')} shown={display.number(refused)}>
        {words.refusedHow}
      </Figure>
      <Outstanding frame={frame} values={values} weekEnds={weekEnds} today={today} />
    </dl>
  )
}

interface OutstandingProps extends Pick<HomePageProps, 'frame' | 'values' | 'weekEnds'> {
  readonly today: string
}

function Outstanding({ frame, values, weekEnds, today }: OutstandingProps) {
  const { display, brand } = frame
  const words = frame.words.desk.home
  const [largest, ...others] = values
  const soon = values.filter(({ endingSoon }) => endingSoon > 0)
  const shown = display.price(largest?.value ?? 0, largest?.currency ?? brand.currency)
  return (
    <Figure label={words.figures.value} href="/admin/vouchers?value=1" shown={shown}>
      {others.map(({ currency, value }) => (
        <>
          + {display.money(value, currency)}
          <br />
        </>
      ))}
      {soon.length === 0 ? (
        largest === undefined ? (
          words.noValue
        ) : (
          words.valueHow
        )
      ) : (
        <a href={`/admin/vouchers?value=1&ends_from=${today}&ends_to=${weekEnds}`}>
          {words.endingSoon(
            display.list(soon.map(({ currency, endingSoon }) => display.money(endingSoon, currency))),
          )}
        </a>
      )}
    </Figure>
  )
}

interface FigureProps {
  readonly label: string
  readonly href: string
  readonly shown: string
  /** What it counts, or how it compares. */
  readonly children?: Child
}

function Figure({ label, href, shown, children }: FigureProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd class="big">
        <a href={href} aria-label={`${label}: ${shown}`}>
          {shown}
        </a>
      </dd>
      <dd>{children}</dd>
    </div>
  )
}

function compared({ words, display }: Frame, difference: number): string {
  const said = words.desk.home
  if (difference === 0) return said.same
  return difference > 0 ? said.more(display.number(difference)) : said.fewer(display.number(-difference))
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
