import { Empty } from '../empty.tsx'
import type { Frame } from '../frame.ts'
import { Icon, type IconName } from '../icon.tsx'
import { Desk } from '../layout.tsx'
import { Note } from '../note.tsx'

const GROUPS = ['customers', 'vouchers', 'stores', 'pages'] as const
type Group = (typeof GROUPS)[number]

const ICONS: { readonly [G in Group]: IconName } = {
  customers: 'person',
  vouchers: 'ticket',
  stores: 'pin',
  pages: 'gear',
}

/** One thing that was found, and where it is. `hint` tells two of the same name apart; may be ''. */
export interface Found {
  readonly group: Group
  readonly id: string
  readonly href: string
  readonly title: string
  readonly hint: string
}

interface SearchProps {
  readonly frame: Frame
  readonly q: string
  readonly found: readonly Found[]
  /** What is to be said about what was typed, such as a code with a slip in it. */
  readonly hint: string | null
}

/** All results, grouped, as a page of its own. */
export function SearchPage(props: SearchProps) {
  const { frame, q, found, hint } = props
  const words = frame.words.desk.search
  return (
    <Desk frame={frame} title={words.title} searched={q}>
      <div class="page-head">
        <div>
          <h1>{words.title}</h1>
          <p class="lead">{q === '' ? words.start : words.count(found.length)}</p>
        </div>
      </div>
      {hint !== null && <Note tone="warn">{hint}</Note>}
      {found.length > 0 ? (
        GROUPS.map((group) => <GroupOf frame={frame} group={group} found={found} />)
      ) : q === '' || hint !== null ? null : (
        <Empty title={words.none(q)}>
          <p class="quiet">{words.noneHow}</p>
        </Empty>
      )}
    </Desk>
  )
}

function GroupOf({ frame, group, found }: Pick<SearchProps, 'frame' | 'found'> & { group: Group }) {
  const rows = found.filter((one) => one.group === group)
  if (rows.length === 0) return null
  return (
    <section aria-labelledby={`found-${group}`} class="stack stack--tight">
      <h2 id={`found-${group}`}>{frame.words.desk.search.groups[group]}</h2>
      <ul class="rows">
        {rows.map((row) => (
          <Row row={row} />
        ))}
      </ul>
    </section>
  )
}

/** The same, hanging from the field while somebody types; how many is told beside it. */
export function SearchResults({ frame, q, found, hint }: SearchProps) {
  const words = frame.words.desk.search
  const nothing = found.length === 0
  const silent = nothing && hint === null && q.length < 2
  return (
    <>
      {hint !== null && <p class="find__said">{hint}</p>}
      {nothing && !silent && hint === null && <p class="find__said">{words.none(q)}</p>}
      {GROUPS.map((group) => {
        const rows = found.filter((one) => one.group === group)
        return (
          rows.length > 0 && (
            <div>
              <p class="find__group" id={`found-${group}`}>
                {words.groups[group]}
              </p>
              <ul aria-labelledby={`found-${group}`}>
                {rows.map((row) => (
                  <Row row={row} />
                ))}
              </ul>
            </div>
          )
        )
      })}
      <hx-partial hx-target="#find-count">{silent ? '' : (hint ?? words.count(found.length))}</hx-partial>
    </>
  )
}

function Row({ row: { group, href, title, hint } }: { row: Found }) {
  return (
    <li>
      <a class="rowline" href={href}>
        <Icon name={ICONS[group]} />
        <span class="grow">
          <b>{title}</b>
          {hint !== '' && <span class="small quiet">{hint}</span>}
        </span>
      </a>
    </li>
  )
}
