import { AssertionFailed } from '../../src/assert.ts'
import type { Use } from '../../src/command.ts'
import { storeOf } from '../../src/directory.ts'
import type { CustomerId, StoreId } from '../../src/id.ts'
import type { Outcome } from '../../src/ledger.ts'
import { addDays, type Instant, localDateOf, weekdayOf } from '../../src/local-time.ts'
import type { Order } from '../../src/order.ts'
import type { Principal } from '../../src/principal.ts'
import { MERIDIANO } from './brand.ts'
import type { Chance } from './chance.ts'
import type { Regular } from './customers.ts'
import type { Life } from './life.ts'
import { storeNear } from './near.ts'
import { type Hours, momentIn } from './opening-hours.ts'
import type { Promised } from './promises.ts'
import { counterOf, placeOf } from './staff.ts'

/** One voucher's story: what was promised, to whom, by whom, and where its holder is at home. */
export interface Story {
  readonly promised: Promised
  readonly holder: Regular | null
  readonly issuer: Principal
  readonly home: StoreId
  readonly life: Life
  readonly chance: Chance
}

/** Somebody at a counter with the voucher in hand. */
export interface Visit {
  readonly at: Instant
  readonly store: StoreId
  readonly who: Principal
}

/** How a visit differs from what its holder would normally do. */
export interface Detour {
  readonly store?: StoreId
  /** True at an hour the voucher is not for. */
  readonly wrongHour?: boolean
}

/** Two visits never touch, and a till needs a moment. */
const BETWEEN_EVENTS_MS = 2 * 60_000
/** From the counter in Lisbon to the one in Ponta Delgada somebody has to fly. */
const FLIGHT_MS = 6 * 3_600_000
/** A window comes round within a week; a closed day or two may lie before it. */
const DAYS_TRIED = 10

/** The next time somebody comes, some days after the last event: at an hour the shop is open and the voucher is for. */
export function visit(story: Story, afterDays: number, detour: Detour = {}): Visit {
  const { chance, life } = story
  const store = detour.store ?? storeNear(story.home, story.promised.stores, chance)
  const zone = storeOf(MERIDIANO, store)?.zone ?? MERIDIANO.brand.zone
  const before = life.voucher().redemptions.at(-1)?.place.zone ?? zone
  const earliest = life.last + (before === zone ? BETWEEN_EVENTS_MS : FLIGHT_MS)
  const first = addDays(localDateOf(life.last, zone), Math.floor(afterDays))
  for (let later = 0; later < DAYS_TRIED; later += 1) {
    const date = addDays(first, later)
    for (const hours of hoursOn(story.promised, date, detour.wrongHour ?? false)) {
      const at = momentIn(store, date, zone, chance, hours)
      if (at !== null && at > earliest) return { at, store, who: chance.weighted(counterOf(store)) }
    }
  }
  throw new AssertionFailed('expected: every shop opens within ten days, at an hour the voucher is for')
}

/** Redeems at that counter. What is asked for may differ from the plain case. */
export function redeem(story: Story, { at, store, who }: Visit, use: Partial<Use> = {}): Outcome | null {
  return story.life.happen(
    { kind: 'redeem', place: placeOf(who, store), ...useOf(story, store, at), ...use },
    at,
  )
}

/** What a normal redemption asks: an order where the promise needs one, the holder's card now and then. */
export function useOf(
  { promised, holder, chance }: Story,
  store: StoreId | null,
  at: Instant,
): Omit<Use, 'place'> {
  const { orders } = promised
  const order = orders === null ? null : orderOf(store, at, chance.between(...orders), chance)
  return {
    order,
    customer: holder !== null && chance.hit(0.3) ? holder.id : null,
    amount: null,
    acceptPartial: false,
  }
}

/** A till receipt: its number names shop and day. */
export function orderOf(store: StoreId | null, at: Instant, cents: number, chance: Chance): Order {
  const day = localDateOf(at, MERIDIANO.brand.zone).slice(5).replace('-', '')
  const amount = cents - (cents % 5)
  return {
    order_id: `${tillOf(store)}-${day}-${chance.between(101, 389)}`,
    amount,
    currency: MERIDIANO.brand.currency,
  }
}

/** The card of somebody else, held out by mistake. */
export function otherThan(
  holder: CustomerId | null,
  regulars: readonly Regular[],
  chance: Chance,
): CustomerId {
  return chance.pick(regulars.filter(({ id }) => id !== holder)).id
}

/** Whole hours a voucher is for on that day; with `wrong`, the others. One undefined means any. */
function hoursOn({ windows }: Promised, date: string, wrong: boolean): readonly (Hours | undefined)[] {
  if (windows.length === 0) return [undefined]
  const weekday = weekdayOf(date)
  const right = windows
    .filter(({ days }) => days.includes(weekday))
    .map(({ from, to }) => ({ from: hour(from), to: hour(to) }))
  if (!wrong) return right
  return right.length === 0 ? [undefined] : right.map(({ to }) => ({ from: to, to: 24 }))
}

function hour(time: string): number {
  return Number(time.slice(0, 2))
}

function tillOf(store: StoreId | null): string {
  return store === null ? 'WEB' : store.slice('sto_'.length, 'sto_'.length + 3).toUpperCase()
}
