import type { Frame } from '../frame.ts'

interface Ending {
  /** Exclusive; null has no end. */
  readonly closesAt: number | null
  /** Where its days are counted. */
  readonly zone: string
  /** The shops it holds in: people there read another clock. */
  readonly shops: readonly Shop[]
}

interface Shop {
  readonly city: string
  readonly zone: string
}

type Said = Pick<Frame, 'words' | 'display'>

/** 'Valid until Thu 17 Dec 2026, 23:59, Lisbon time. In Ponta Delgada that is 22:59.' Clocks that agree are left out. */
export function validitySentence(frame: Said, { closesAt, zone, shops }: Ending): string {
  const { words, display } = frame
  const said = words.admin.issue
  if (closesAt === null) return said.validForEver
  const last = display.until(closesAt, zone)
  const ends = said.validUntil(display.dateTime(last, zone), words.common.zone(display.city(zone)))
  const elsewhere = [...new Set(shops.map((shop) => shop.zone))]
    .filter((other) => display.dateTime(last, other) !== display.dateTime(last, zone))
    .map((other) => said.thereThatIs(placeOf(frame, other, shops), momentThere(display, last, zone, other)))
  return [ends, ...elsewhere].join(' ')
}

const FEW = 2

/** The cities on that clock, or what its zone is called where they are many or unnamed. */
function placeOf({ display }: Said, zone: string, shops: readonly Shop[]): string {
  const cities = [...new Set(shops.filter((shop) => shop.zone === zone).map(({ city }) => city))]
  return cities.length > FEW || cities.includes('') ? display.city(zone) : display.list(cities)
}

/** The time there, with the date where it is another day. */
function momentThere(display: Frame['display'], at: number, zone: string, there: string): string {
  const sameDay = display.date(at, there) === display.date(at, zone)
  return sameDay ? display.time(at, there) : `${display.shortDate(at, there)}, ${display.time(at, there)}`
}
