import type { Instant } from '../src/local-time.ts'
import type { ToldAbout, ToldSearch } from '../src/told.ts'
import { Empty } from './empty.tsx'
import type { Frame } from './frame.ts'
import { listHref } from './list-filters.ts'
import { type ToldLine, ToldLines } from './told-lines.tsx'

/** A page of a statement. */
export interface StatementView {
  readonly search: ToldSearch
  /** The months that can be chosen, newest first; none where nothing ever happened. */
  readonly months: readonly string[]
  readonly lines: readonly ToldLine[]
  /** Where the next page begins; null on the last. */
  readonly next: string | null
  /** So far back it was looked for what fits, where that is not all of it. */
  readonly searchedUpTo: Instant | null
  /** Whether this is the first page. */
  readonly newest: boolean
}

interface ToldSectionProps {
  readonly frame: Frame
  /** The page it stands on. */
  readonly path: string
  readonly statement: StatementView
  /** The heading, where the page has not said it yet. */
  readonly heading?: string
  /** Whether it can be taken along as a file. */
  readonly file?: boolean
}

const KINDS = ['points', 'cashback', 'balance', 'vouchers'] as const satisfies readonly ToldAbout[]

/** Every line of how it came to be, a page at a time, narrowed to one kind or month. */
export function ToldSection({ frame, path, statement, heading, file = false }: ToldSectionProps) {
  const words = frame.words.told
  const { search, lines, next, newest, searchedUpTo } = statement
  const chosen = { about: search.about ?? '', month: search.month ?? '' }
  return (
    <section class="stack" aria-label={heading ?? words.title}>
      {heading !== undefined && <h2>{heading}</h2>}
      <Filter frame={frame} path={path} statement={statement} />
      {lines.length > 0 && <ToldLines frame={frame} lines={lines} />}
      {lines.length === 0 && searchedUpTo === null && (
        <Empty title={words.noneFits}>
          <p class="quiet">{words.noneFitsHow}</p>
          <a class="button" href={path}>
            {words.all}
          </a>
        </Empty>
      )}
      {searchedUpTo !== null && (
        <p class="small quiet">{words.searchedUpTo(frame.display.date(searchedUpTo, frame.brand.zone))}</p>
      )}
      <p class="row">
        {!newest && (
          <a class="button" href={listHref(path, chosen)}>
            {words.newer}
          </a>
        )}
        {next !== null && (
          <a class="button" rel="next" href={listHref(path, chosen, { cursor: next })}>
            {searchedUpTo === null ? words.older : words.goOn}
          </a>
        )}
        {file && (
          <a class="reach" href={listHref(`${path}.csv`, chosen)}>
            {words.csv}
          </a>
        )}
      </p>
      <p class="small quiet">{words.asOf}</p>
    </section>
  )
}

function Filter({ frame, path, statement }: Pick<ToldSectionProps, 'frame' | 'path' | 'statement'>) {
  const words = frame.words.told
  const { search, months } = statement
  return (
    <form class="row row--end statement-filter" method="get" action={path}>
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
        choices={[
          ['', words.anyMonth],
          ...months.map((month) => [month, frame.display.month(month)] as const),
        ]}
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
