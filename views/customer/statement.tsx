import type { Balance, Balances } from '../../src/account/balance.ts'
import type { Unit } from '../../src/account/unit.ts'
import { TOLD_ABOUT, type Told, type ToldAbout } from '../../src/told.ts'
import { Empty } from '../empty.tsx'
import type { Frame } from '../frame.ts'
import { CustomerPage } from '../layout.tsx'
import { listHref } from '../list-filters.ts'

/** A line with the name of its shop and the clock it is told on. */
export interface ToldLine {
  readonly told: Told
  readonly shop: string | null
  readonly zone: string
}

/** What was chosen to be shown. */
export interface StatementSearch {
  readonly about: ToldAbout | null
  /** '2026-11'; null is any. */
  readonly month: string | null
}

export interface StatementProps {
  readonly frame: Frame
  readonly search: StatementSearch
  readonly months: readonly string[]
  readonly balances: Balances
  readonly lines: readonly ToldLine[]
  /** Whether anything ever happened. */
  readonly any: boolean
  /** Where the next page begins; null on the last. */
  readonly older: number | null
  readonly from: number
}

const PATH = '/wallet/statement'

/** `/wallet/statement`: what a customer has, and every line of how it came to be. */
export function StatementPage(props: StatementProps) {
  const { frame, balances, any } = props
  const words = frame.words.told
  return (
    <CustomerPage frame={frame} title={words.title}>
      <div>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
      </div>
      <BalanceFacts frame={frame} balances={balances} />
      {any ? (
        <Found {...props} />
      ) : (
        <Empty title={words.none}>
          <p class="quiet">{words.noneHow}</p>
        </Empty>
      )}
      <p>
        <a class="reach" href="/wallet">
          {frame.words.wallet.card.back}
        </a>
      </p>
    </CustomerPage>
  )
}

function Found({ frame, search, months, lines, older, from }: StatementProps) {
  const words = frame.words.told
  const chosen = { about: search.about ?? '', month: search.month ?? '' }
  return (
    <section class="stack" aria-label={words.title}>
      <Filter frame={frame} search={search} months={months} />
      {lines.length === 0 ? (
        <Empty title={words.noneFits}>
          <p class="quiet">{words.noneFitsHow}</p>
          <a class="button" href={PATH}>
            {words.all}
          </a>
        </Empty>
      ) : (
        <ToldLines frame={frame} lines={lines} />
      )}
      <p class="row">
        {from > 0 && (
          <a class="button" href={listHref(PATH, chosen)}>
            {words.newer}
          </a>
        )}
        {older !== null && (
          <a class="button" href={listHref(PATH, chosen, { from: String(older) })}>
            {words.older}
          </a>
        )}
        <a class="reach" href={listHref(`${PATH}.csv`, chosen)}>
          {words.csv}
        </a>
      </p>
      <p class="small quiet">{words.asOf}</p>
    </section>
  )
}

function Filter({ frame, search, months }: Pick<StatementProps, 'frame' | 'search' | 'months'>) {
  const words = frame.words.told
  return (
    <form class="row row--end statement-filter" method="get" action={PATH}>
      <Select
        id="about"
        label={words.about}
        chosen={search.about ?? ''}
        choices={[['', words.aboutAll], ...TOLD_ABOUT.map((about) => [about, words.kinds[about]] as const)]}
      />
      <Select
        id="month"
        label={words.month}
        chosen={search.month ?? ''}
        choices={[['', words.anyMonth], ...months.map((month) => [month, monthSaid(frame, month)] as const)]}
      />
      <button class="button" type="submit">
        {words.act}
      </button>
    </form>
  )
}

interface SelectProps {
  readonly id: string
  readonly label: string
  readonly chosen: string
  readonly choices: readonly (readonly [value: string, label: string])[]
}

function Select({ id, label, chosen, choices }: SelectProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select class="input" id={id} name={id}>
        {choices.map(([value, said]) => (
          <option value={value} selected={value === chosen}>
            {said}
          </option>
        ))}
      </select>
    </div>
  )
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

const UNITS = ['points', 'cashback', 'balance'] as const satisfies readonly Unit[]

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

function monthSaid({ display }: Frame, month: string): string {
  return display.month(month)
}
