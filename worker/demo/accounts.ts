import { apply, EMPTY_ACCOUNT, type Entry } from '../../src/account/account.ts'
import type { Adjust, RecordPurchase } from '../../src/account/command.ts'
import { type AccountLedger, settleAccount } from '../../src/account/ledger.ts'
import { assert } from '../../src/assert.ts'
import type { Words } from '../../src/command.ts'
import { storeOf } from '../../src/directory.ts'
import { type Earning, gainsOf } from '../../src/earning.ts'
import type { CustomerId } from '../../src/id.ts'
import { addDays, type Instant, type LocalDate, localDateOf, startOfDay } from '../../src/local-time.ts'
import { digestOf } from '../secrets.ts'
import { MERIDIANO, OWN_STORES } from './brand.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { Regular } from './customers.ts'
import { storeNear } from './near.ts'
import { momentIn } from './opening-hours.ts'
import { counterOf, managerOf, placeOf } from './staff.ts'
import { orderOf } from './story.ts'

const { currency, zone } = MERIDIANO.brand

/** What Meridiano gives for what is bought: a point for each euro, and two in a hundred back. */
export const EARNING: Earning = {
  points_per: { points: 1, per: 100 },
  cashback_percent: 2,
  stores: [],
  plans: [],
  ends_after_months: 12,
}

/** A customer's account as its object takes it over. */
export interface AccountPast {
  readonly customer: CustomerId
  readonly lines: readonly { readonly entry: Entry; readonly words: Words }[]
}

/** So many days of purchases are told. */
const DAYS_TOLD = 150
const DAY_MS = 86_400_000
/** Mean days between purchases, with weights: whoever comes for breakfast, and whoever looks in now and then. */
const RHYTHMS = [
  [3, 2],
  [6, 4],
  [14, 5],
  [35, 5],
] as const
/** The first of them is whom the demo opens: often there, with enough for a breakfast. */
const OFTEN = 6

/** What customers bought and earned, up to the last night. The same day gives the same accounts. */
export function accountsOn(today: LocalDate, regulars: readonly Regular[]): readonly AccountPast[] {
  return regulars.flatMap((regular, index) => {
    const chance = chanceOf(`account ${regular.name}`)
    const life = new AccountLife(regular, 401 + index, startOfDay(today, zone))
    const rhythm = index === 0 ? OFTEN : chance.weighted(RHYTHMS)
    for (let date = life.begins; date < today; date = addDays(date, 1 + Math.floor(chance.wait(rhythm - 1))))
      buy(life, date, chance)
    if (chance.hit(0.12)) beForgiven(life, chance)
    return life.lines.length === 0 ? [] : [{ customer: regular.id, lines: life.lines }]
  })
}

/** An account as it would have come about: everything is decided by the product's own rules, on the clock of the past. */
class AccountLife {
  readonly lines: AccountPast['lines'][number][] = []
  readonly regular: Regular
  /** The last part of their receipts: nobody else's has it. */
  readonly till: number
  readonly begins: LocalDate
  readonly #end: Instant
  #ledger: AccountLedger = { account: EMPTY_ACCOUNT, entries: [], attempts: [] }

  constructor(regular: Regular, till: number, end: Instant) {
    this.regular = regular
    this.till = till
    this.#end = end
    this.begins = localDateOf(Math.max(regular.since, end - DAYS_TOLD * DAY_MS), zone)
  }

  /** When something happened last. */
  get last(): Instant {
    return this.#ledger.entries.at(-1)?.at ?? this.regular.since
  }

  /** Lets it happen, unless that would lie outside the told time or before what already happened. */
  happen(event: Event, at: Instant): void {
    if (at >= this.#end || at <= this.last) return
    const id = digestOf('demo', 'account', this.regular.name, String(this.lines.length))
    const digest = digestOf(JSON.stringify(event)).slice(0, 32)
    const { write } = settleAccount(this.#ledger, { ...event, id, digest }, at)
    assert(write !== null && 'entry' in write, 'the past of an account repeats and refuses nothing')
    this.lines.push(write)
    const { account, entries } = this.#ledger
    this.#ledger = {
      account: apply(account, write.entry),
      entries: [...entries, write.entry],
      attempts: [],
    }
  }
}

type Event = Omit<RecordPurchase, 'id' | 'digest'> | Omit<Adjust, 'id' | 'digest'>

/** A coffee, a lunch, or bread for the weekend. */
function buy(life: AccountLife, date: LocalDate, chance: Chance): void {
  const { id: customer, home } = life.regular
  const store = storeNear(home, OWN_STORES, chance)
  const there = storeOf(MERIDIANO, store)?.zone ?? zone
  const at = momentIn(store, date, there, chance)
  if (at === null) return
  const paid = chance.weighted([
    [chance.between(350, 900), 6],
    [chance.between(900, 2200), 3],
    [chance.between(2200, 5400), 1],
  ])
  const { order_id, amount: total } = orderOf(store, at, paid, chance)
  const who = chance.weighted(counterOf(store).filter(([{ role }]) => role !== 'kiosk'))
  const event: Event = {
    kind: 'purchase',
    ...{ customer, store, total, currency },
    place: placeOf(who, store),
    order: order_id.replace(/\d+$/, String(life.till)),
    happenedAt: at,
    gains: gainsOf(EARNING, { total, store, plan: null, at, zone: there }),
  }
  life.happen(event, at)
}

/** Points by hand, for a morning without croissants. */
function beForgiven(life: AccountLife, chance: Chance): void {
  const { id: customer, home } = life.regular
  const words = {
    reason: chance.pick(['Waited too long for a table', 'No croissants left', 'Wrong bread in the bag']),
  }
  const event: Event = {
    kind: 'adjust',
    ...{ customer, currency, words },
    place: placeOf(managerOf(home), null),
    unit: 'points',
    amount: 10 * chance.between(1, 3),
    endsAt: null,
  }
  life.happen(event, life.last + chance.between(1, 20) * 3_600_000)
}
