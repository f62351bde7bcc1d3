const SECOND = 1000
const DAY = 24 * 60 * 60 * SECOND

const formats = new Map<string, Intl.DateTimeFormat>()

/** How many local dates `to` lies after `from`, both read on the clock of `zone`: 0 today, −1 yesterday. */
export function daysBetween(from: number, to: number, zone: string): number {
  return localDay(to, zone) - localDay(from, zone)
}

/**
 * The last second people may still use what closes at that exclusive instant, where that is the start of a local day
 * ('until Sunday, 23:59'); else the instant itself ('until 19:00').
 */
export function lastSecond(closesAt: number, zone: string): number {
  return localDay(closesAt - SECOND, zone) < localDay(closesAt, zone) ? closesAt - SECOND : closesAt
}

/** The local date as a count of days, only good to compare. */
function localDay(at: number, zone: string): number {
  const read = new Map(
    formatFor(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  return Date.UTC(read.get('year') ?? 0, (read.get('month') ?? 1) - 1, read.get('day') ?? 1) / DAY
}

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  })
  formats.set(zone, format)
  return format
}
