import type { Balance, BalancesShown } from '../src/account/balance.ts'
import type { Unit } from '../src/account/unit.ts'
import type { Told } from '../src/told.ts'
import type { Frame } from './frame.ts'

/** A line with the name of its shop and the clock it is told on. */
export interface ToldLine {
  readonly told: Told
  /** What somebody typed. */
  readonly reason: string | null
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
          <Amounts frame={frame} told={line.told} />
        </li>
      ))}
    </ol>
  )
}

/** By how much it changed what was there; of most vouchers there is no amount. */
function Amounts({ frame, told }: { frame: Frame; told: Told }) {
  const { change, balance, owed } = told
  if (change === null || balance === null) return null
  const amount = amountSaid(frame, told, Math.abs(owed ?? change))
  return (
    <span class="sums">
      <b>{owed === null ? `${change < 0 ? '−' : '+'}${amount}` : amount}</b>
      <span class="small quiet">{frame.words.told.balance(amountSaid(frame, told, balance))}</span>
    </span>
  )
}

/** What they have of each unit that concerns them, and what of it ends next. */
export function BalanceFacts({ frame, balances }: { frame: Frame; balances: BalancesShown }) {
  const words = frame.words.told
  const shown = UNITS.flatMap((unit) => {
    const balance = balances[unit]
    return balance === undefined ? [] : [{ unit, balance }]
  })
  if (shown.length === 0) return null
  return (
    <dl class="facts balances" aria-label={words.has}>
      {shown.map(({ unit, balance }) => (
        <div>
          <dt>{words.units[unit]}</dt>
          <dd>
            <b>{unitSaid(frame, unit, balance.available)}</b>
            {notesOn(frame, unit, balance).map((note) => (
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

function amountSaid(frame: Frame, { about, currency }: Told, amount: number): string {
  if (about === 'vouchers' || about === 'purchases')
    return frame.display.money(amount, currency ?? frame.brand.currency)
  return unitSaid(frame, about, amount)
}

/** What happened, in a few words. */
export function whatSaid({ words }: Frame, told: Told): string {
  if (told.about === 'vouchers') return words.told.events[told.event](told.title ?? '')
  const { event, title } = told
  if (title !== null && (event === 'reserved' || event === 'released' || event === 'refunded'))
    return words.told.titled[event](title)
  return words.statement.lines[event]
}

function aboutSaid({ words, display, now, brand }: Frame, { told, reason, shop, zone }: ToldLine): string {
  const said = words.told
  const { at, paid, endsAt, currency } = told
  const parts = [
    // What ends at midnight was good until the minute before, as its own page says.
    display.moment(told.event === 'expired' ? display.until(at, zone) : at, now, zone),
    ...(shop === null ? [] : [said.at(shop)]),
    ...(paid === null ? [] : [said.paid(display.money(paid, currency ?? brand.currency))]),
    ...(endsAt === null ? [] : [said.until(display.date(display.until(endsAt, zone), zone))]),
    ...(reason === null ? [] : [reason]),
  ]
  return parts.join(' · ')
}
