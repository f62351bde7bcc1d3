import type { Balances } from '../../src/account/balance.ts'
import type { ToldAbout } from '../../src/told.ts'
import { Empty } from '../empty.tsx'
import type { Frame } from '../frame.ts'
import { CustomerPage } from '../layout.tsx'
import { listHref } from '../list-filters.ts'
import { BalanceFacts, type ToldLine, ToldLines } from '../told-lines.tsx'

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
const KINDS = ['points', 'cashback', 'balance', 'vouchers'] as const satisfies readonly ToldAbout[]

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
        choices={[['', words.aboutAll], ...KINDS.map((about) => [about, words.kinds[about]] as const)]}
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

function monthSaid({ display }: Frame, month: string): string {
  return display.month(month)
}
