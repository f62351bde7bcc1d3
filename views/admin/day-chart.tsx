import type { Frame } from '../frame.ts'

/** One column: a day by its first instant, and how many. */
export interface DayCount {
  readonly at: number
  readonly count: number
}

interface Drawing {
  readonly name: 'only-wide' | 'only-slim'
  readonly width: number
  readonly height: number
  /** Every so many days the date stands below. */
  readonly labelEvery: number
  /** Share of a day's width that is bar. */
  readonly fill: number
}

/** Two drawings rather than one that shrinks: letters stay 12 pixels on a phone too. */
const WIDE: Drawing = { name: 'only-wide', width: 880, height: 240, labelEvery: 7, fill: 0.66 }
const SLIM: Drawing = { name: 'only-slim', width: 340, height: 200, labelEvery: 14, fill: 0.66 }

/** Room for the numbers beside the lines, above the highest bar, and for the dates below. */
const LEFT = 30
const TOP = 18
const BELOW = 24

interface DayChartProps {
  readonly frame: Frame
  readonly days: readonly DayCount[]
}

/** How many a day, the last of them still running; the table beside it is the real thing. */
export function DayChart({ frame, days }: DayChartProps) {
  return (
    <div class="chart">
      <Drawn frame={frame} days={days} drawing={WIDE} />
      <Drawn frame={frame} days={days} drawing={SLIM} />
    </div>
  )
}

function Drawn({ frame, days, drawing }: DayChartProps & { readonly drawing: Drawing }) {
  const { name, width, height } = drawing
  const step = stepFor(Math.max(0, ...days.map(({ count }) => count)))
  const base = height - BELOW
  const yOf = (count: number) => round(base - ((base - TOP) * count) / (3 * step))
  return (
    <svg class={name} viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={`${name}-title`}>
      <title id={`${name}-title`}>{saidOf(frame, days)}</title>
      {[1, 2, 3].map((line) => (
        <>
          <path class="grid" d={`M${LEFT} ${yOf(line * step)}H${width}`} />
          <text x={LEFT - 8} y={yOf(line * step) + 4} text-anchor="end">
            {frame.display.number(line * step)}
          </text>
        </>
      ))}
      <Bars frame={frame} days={days} drawing={drawing} yOf={yOf} />
      <path class="base" d={`M${LEFT} ${base}H${width}`} />
    </svg>
  )
}

type BarsProps = DayChartProps & { readonly drawing: Drawing; readonly yOf: (count: number) => number }

function Bars({ frame, days, drawing, yOf }: BarsProps) {
  const { width, height, labelEvery, fill } = drawing
  const each = (width - LEFT) / days.length
  const peak = peakOf(days)
  return (
    <>
      {days.map(({ at, count }, index) => {
        const running = index === days.length - 1
        const x = round(LEFT + each * (index + (1 - fill) / 2))
        const middle = round(x + (each * fill) / 2)
        const labelled = index % labelEvery === 0 && index <= days.length - 4
        return (
          <>
            {count > 0 && (
              <path
                class={running ? 'bar bar--open' : 'bar'}
                d={`M${x} ${yOf(0)}V${yOf(count)}h${round(each * fill)}V${yOf(0)}z`}
              />
            )}
            {at === peak?.at && (
              <text class="now" x={middle} y={yOf(count) - 6} text-anchor={running ? 'end' : 'middle'}>
                {frame.display.number(count)}
              </text>
            )}
            {labelled && (
              <text
                x={index === 0 ? x : middle}
                y={height - 6}
                text-anchor={index === 0 ? 'start' : 'middle'}
              >
                {frame.display.dayMonth(at, frame.brand.zone)}
              </text>
            )}
            {running && (
              <text x={width} y={height - 6} text-anchor="end">
                {frame.words.desk.home.today}
              </text>
            )}
          </>
        )
      })}
    </>
  )
}

function saidOf({ words, display, brand }: Frame, days: readonly DayCount[]): string {
  const said = words.desk.home
  const [first, last] = [days[0]?.at ?? 0, days.at(-1)?.at ?? 0]
  const all = days.reduce((sum, { count }) => sum + count, 0)
  const peak = peakOf(days)
  const begun = said.chartTitle(
    display.dayMonth(first, brand.zone),
    display.dayMonth(last, brand.zone),
    display.number(all),
  )
  if (peak === null) return `${begun}; ${said.chartNone}`
  return `${begun}; ${said.chartPeak(display.shortDate(peak.at, brand.zone), display.number(peak.count))}`
}

/** The day with most, the latest of several; null where nothing happened. */
function peakOf(days: readonly DayCount[]): DayCount | null {
  const most = Math.max(0, ...days.map(({ count }) => count))
  return most === 0 ? null : (days.findLast(({ count }) => count === most) ?? null)
}

/** A round number of which three reach at least as high as the highest bar. */
function stepFor(most: number): number {
  const least = Math.max(1, Math.ceil(most / 3))
  const power = 10 ** Math.floor(Math.log10(least))
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= least) ?? 10 * power
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
