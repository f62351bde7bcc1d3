import type { Frame } from '../frame.ts'

interface Ending {
  /** Exclusive; null has no end. */
  readonly closesAt: number | null
  /** Where its days are counted. */
  readonly zone: string
  /** Zones of the shops it holds in. */
  readonly zones: readonly string[]
}

/** 'Valid until Thu 17 Dec 2026, 23:59, Lisbon time. In Azores that is 22:59.' Clocks that agree are not repeated. */
export function validitySentence(
  { words, display }: Pick<Frame, 'words' | 'display'>,
  { closesAt, zone, zones }: Ending,
): string {
  const said = words.admin.issue
  if (closesAt === null) return said.validForEver
  const last = display.until(closesAt, zone)
  const elsewhere = [...new Set(zones)]
    .filter((other) => display.dateTime(last, other) !== display.dateTime(last, zone))
    .map((other) => said.thereThatIs(display.city(other), momentThere(display, last, zone, other)))
  const ends = said.validUntil(display.dateTime(last, zone), words.common.zone(display.city(zone)))
  return [ends, ...elsewhere].join(' ')
}

/** The time there, with the date where it is another day. */
function momentThere(display: Frame['display'], at: number, zone: string, other: string): string {
  const sameDay = display.date(at, other) === display.date(at, zone)
  return sameDay ? display.time(at, other) : `${display.shortDate(at, other)}, ${display.time(at, other)}`
}
