import type { Balance, Balances } from '../src/account/balance.ts'
import type { Unit } from '../src/account/unit.ts'
import type { Told } from '../src/told.ts'
import type { Frame } from './frame.ts'

/** A line with the name of its shop and the clock it is told on. */
export interface ToldLine {
  readonly told: Told
  readonly shop: string | null
  readonly zone: string
}

/** Lines one under another: what happened on the left, by how much on the right. */
export function ToldLines({ frame, lines }: { frame: Frame; lines: readonly ToldLine[] }) {
  return (
    <ol class="rows statement">
      {lines.map((line) => (
        <li class="rowline">
          <span class="grow">
            <b>{whatSaid(frame, line.told)}</b>
            <span class="small quiet gist">{aboutSaid(frame, line)}</span>
          </span>
          {line.told.about !== 'vouchers' && <Amounts frame={frame} told={line.told} />}
        </li>
      ))}
    </ol>
  )
}

function Amounts({ frame, told }: { frame: Frame; told: Exclude<Told, { about: 'vouchers' }> }) {
  const { change, about, balance, owed } = told
  const amount = owed ?? change
  return (
    <span class="sums">
      <b>{owed === null ? signed(frame, about, change) : unitSaid(frame, about, amount)}</b>
      <span class="small quiet">{frame.words.told.balance(unitSaid(frame, about, balance))}</span>
    </span>
  )
}

/** What they have of each unit that is in use, and what of it ends next. */
export function BalanceFacts({ frame, balances }: { frame: Frame; balances: Balances }) {
  const words = frame.words.told
  const used = UNITS.filter((unit) => isUsed(balances[unit]))
  if (used.length === 0) return null
  return (
    <dl class="facts balances" aria-label={words.has}>
      {used.map((unit) => (
        <div>
          <dt>{words.units[unit]}</dt>
          <dd>
            <b>{unitSaid(frame, unit, balances[unit].available)}</b>
            {notesOn(frame, unit, balances[unit]).map((note) => (
              <span class="small quiet">{note}</span>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** In the order they are shown. */
export const UNITS = ['points', 'cashback', 'balance'] as const satisfies readonly Unit[]

function isUsed({ available, reserved, owed }: Balance): boolean {
  return available > 0 || reserved > 0 || owed > 0
}

function notesOn(frame: Frame, unit: Unit, { next, owed, reserved }: Balance): readonly string[] {
  const { words, display, brand } = frame
  const said = words.told
  const ends =
    next === null
      ? []
      : [
          said.ends(
            unitSaid(frame, unit, next.amount),
            display.date(display.until(next.at, brand.zone), brand.zone),
          ),
        ]
  return [
    ...ends,
    ...(reserved > 0 ? [said.reserved(unitSaid(frame, unit, reserved))] : []),
    ...(owed > 0 ? [said.owed(unitSaid(frame, unit, owed))] : []),
  ]
}

/** '120' of points, '€3.50' of money. */
function unitSaid({ display, brand }: Frame, unit: Unit, amount: number): string {
  return unit === 'points' ? display.number(amount) : display.money(amount, brand.currency)
}

function signed(frame: Frame, unit: Unit, change: number): string {
  const amount = unitSaid(frame, unit, Math.abs(change))
  return change < 0 ? `−${amount}` : `+${amount}`
}

/** What happened, in a few words. */
export function whatSaid({ words }: Frame, told: Told): string {
  if (told.about === 'vouchers') return words.told.events[told.event](told.title)
  const { move, title } = told
  if (title !== null && (move === 'reserved' || move === 'released' || move === 'refunded'))
    return words.told.titled[move](title)
  return words.statement.lines[move]
}

function aboutSaid({ words, display, now }: Frame, { told, shop, zone }: ToldLine): string {
  const said = words.told
  const money = told.about === 'vouchers' ? null : told
  const parts = [
    display.moment(told.at, now, zone),
    ...(shop === null ? [] : [said.at(shop)]),
    ...(money?.paid ? [said.paid(display.money(money.paid.amount, money.paid.currency))] : []),
    ...(money?.endsAt ? [said.until(display.date(display.until(money.endsAt, zone), zone))] : []),
    ...(money?.reason ? [money.reason] : []),
  ]
  return parts.join(' · ')
}
