import type { Child } from 'hono/jsx'
import type { Frame } from '../frame.ts'

export interface HomeFiguresProps {
  readonly frame: Frame
  /** Oldest first; the last is today. */
  readonly days: readonly { readonly day: string }[]
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
  /** The whole brand rather than some of its shops: then rows are not narrowed to these. */
  readonly everything: boolean
}

/** What happened in these days and what is still owed; each number leads to its rows. */
export function HomeFigures({ frame, totals, values, days, weekEnds, everything }: HomeFiguresProps) {
  const { display } = frame
  const words = frame.words.desk.home
  const [first, today] = [days[0]?.day ?? '', days.at(-1)?.day ?? '']
  const yesterday = days.at(-2)?.day ?? ''
  const own = everything ? '' : '&own=1'
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
        href={`/admin/vouchers?status=expired&ends_from=${first}&ends_to=${yesterday}${own}`}
        shown={display.number(ended)}
      >
        {words.endedHow}
      </Figure>
      <Figure label={words.figures.refused} href={happened('refused')} shown={display.number(refused)}>
        {words.refusedHow}
      </Figure>
      <Outstanding frame={frame} values={values} weekEnds={weekEnds} today={today} own={own} />
    </dl>
  )
}

interface OutstandingProps extends Pick<HomeFiguresProps, 'frame' | 'values' | 'weekEnds'> {
  readonly today: string
  /** Narrows the rows to the viewer's shops, as a piece of their address. */
  readonly own: string
}

function Outstanding({ frame, values, weekEnds, today, own }: OutstandingProps) {
  const { display, brand } = frame
  const words = frame.words.desk.home
  const [largest, ...others] = values
  const soon = values.filter(({ endingSoon }) => endingSoon > 0)
  const shown = display.price(largest?.value ?? 0, largest?.currency ?? brand.currency)
  return (
    <Figure label={words.figures.value} href={`/admin/vouchers?value=1${own}`} shown={shown}>
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
        <a href={`/admin/vouchers?value=1&ends_from=${today}&ends_to=${weekEnds}${own}`}>
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
