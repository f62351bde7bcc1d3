import type { StoreId } from '../../src/id.ts'
import { type Instant, instantOf, type LocalDate, type Weekday, weekdayOf } from '../../src/local-time.ts'
import { MAR } from './brand.ts'
import type { Chance } from './chance.ts'

/** How busy each hour is from 8 on: breakfast, lunch, and a little in the afternoon. */
const WEEKDAY = [9, 8, 5, 4, 8, 7, 3, 3, 5, 5, 3, 2]
/** Late breakfasts. */
const SATURDAY = [0, 5, 9, 9, 7, 5, 4, 5, 5, 4, 2, 1]
const SUNDAY = [0, 4, 9, 10, 8, 5, 4, 5, 4, 2, 0, 0]
/** A bookshop opens late and never on Sundays. */
const BOOKSHOP = [0, 0, 2, 3, 3, 2, 4, 5, 6, 5, 3, 0]
/** The web shop never closes; these are the hours people sit at a screen. */
const ONLINE = [3, 4, 5, 4, 5, 4, 3, 3, 4, 4, 5, 7, 9, 9, 6]

const FIRST_HOUR = 8
/** Nothing begins in the last minutes, so that what follows it is still before closing. */
const LAST_MINUTE = 40

/** Hours a voucher may be used in, as far as whole hours go: `to` is not inside. */
export interface Hours {
  readonly from: number
  readonly to: number
}

/** A moment at which somebody stands in that shop, more likely when it is busy; null when it is closed then. */
export function momentIn(
  store: StoreId,
  date: LocalDate,
  zone: string,
  chance: Chance,
  within?: Hours,
): Instant | null {
  const busy = hoursOf(store, weekdayOf(date)).map((weight, index): [number, number] => {
    const hour = index + FIRST_HOUR
    return [hour, within === undefined || (hour >= within.from && hour < within.to) ? weight : 0]
  })
  if (busy.every(([, weight]) => weight === 0)) return null
  return momentAt(date, chance.weighted(busy), zone, chance)
}

/** A moment at which somebody sits at the web shop. */
export function momentOnline(date: LocalDate, zone: string, chance: Chance): Instant {
  const hours = ONLINE.map((weight, index): [number, number] => [index + FIRST_HOUR, weight])
  return momentAt(date, chance.weighted(hours), zone, chance)
}

function hoursOf(store: StoreId, weekday: Weekday): readonly number[] {
  if (store === MAR) return weekday === 'sunday' ? [] : BOOKSHOP
  if (weekday === 'saturday') return SATURDAY
  return weekday === 'sunday' ? SUNDAY : WEEKDAY
}

function momentAt(date: LocalDate, hour: number, zone: string, chance: Chance): Instant {
  const two = (value: number) => String(value).padStart(2, '0')
  const minute = instantOf(date, `${two(hour)}:${two(chance.between(0, LAST_MINUTE))}`, zone)
  return minute + chance.between(0, 59_999)
}
