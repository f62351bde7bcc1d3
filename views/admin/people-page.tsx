import { Empty } from '../empty.tsx'
import { FieldFrame } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Desk } from '../layout.tsx'
import { Status } from '../status.tsx'
import { type Area, areaHref, lastSeen, PERSON_STATES, type PersonView, stateOf } from './people-view.ts'
import { WayBack } from './way-back.tsx'

export interface PeoplePageProps {
  readonly frame: Frame
  readonly area: Area
  readonly rows: readonly PersonView[]
  /** As they stand in the URL; '' does not narrow. */
  readonly filters: { readonly q: string; readonly state: string }
  /** URL of the next page. */
  readonly next: string | null
  readonly mayAdd: boolean
}

/** Everybody at work, or every device, by name; each row leads to its page. */
export function PeoplePage(props: PeoplePageProps) {
  const { frame, area, rows, filters } = props
  const words = frame.words.people[area]
  const untouched = rows.length === 0 && filters.q === '' && filters.state === ''
  return (
    <Desk frame={frame} title={words.title}>
      <div class="page-head">
        <div>
          <WayBack href="/admin/settings" label={frame.words.people.settings} />
          <h1>{words.title}</h1>
          <p class="lead">{words.lead}</p>
        </div>
        {props.mayAdd && !untouched && <Add frame={frame} area={area} />}
      </div>
      {!untouched && <Filters frame={frame} area={area} filters={filters} />}
      {rows.length === 0 ? <Nothing {...props} untouched={untouched} /> : <Rows {...props} />}
      <More {...props} />
    </Desk>
  )
}

function Add({ frame, area }: { frame: Frame; area: Area }) {
  return (
    <a class="button button--primary" href={areaHref(area, '/new')}>
      <Icon name="plus" />
      {frame.words.people[area].add}
    </a>
  )
}

function Filters({ frame, area, filters }: Pick<PeoplePageProps, 'frame' | 'area' | 'filters'>) {
  const words = frame.words.people
  return (
    <search class="stack">
      <form method="get" action={areaHref(area)}>
        {filters.state !== '' && <input type="hidden" name="state" value={filters.state} />}
        <FieldFrame id="q" label={words[area].search}>
          <div class="beside">
            <div class="with-icon">
              <Icon name="search" />
              <input class="input" id="q" name="q" type="search" value={filters.q} autocomplete="off" />
            </div>
            <button type="submit" class="button">
              {words.find}
            </button>
          </div>
        </FieldFrame>
      </form>
      <nav class="chips" aria-label={words.state}>
        {(['', ...PERSON_STATES] as const).map((state) => (
          <a
            class="chip"
            href={hrefOf(area, { ...filters, state })}
            aria-current={filters.state === state ? 'true' : undefined}
          >
            {state === '' ? words.all : stateOf(frame, area, state).label}
          </a>
        ))}
      </nav>
    </search>
  )
}

function Nothing({ frame, area, mayAdd, untouched }: PeoplePageProps & { untouched: boolean }) {
  const words = frame.words.people
  return untouched ? (
    <Empty title={words[area].noneYet}>
      <p class="quiet">{words[area].noneYetHow}</p>
      {mayAdd && <Add frame={frame} area={area} />}
    </Empty>
  ) : (
    <Empty title={words.noneFound}>
      <p class="quiet">{words.noneFoundHow}</p>
      <a class="button" href={areaHref(area)}>
        {words.clear}
      </a>
    </Empty>
  )
}

function Rows({ frame, area, rows }: PeoplePageProps) {
  const { columns } = frame.words.people
  return (
    <table class="table people">
      <caption class="sr">{frame.words.people[area].caption}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.name}</th>
          <th scope="col" class="wide">
            {area === 'staff' ? columns.role : frame.words.deviceKinds.name}
          </th>
          <th scope="col" class="wide">
            {area === 'staff' ? columns.shops : columns.shop}
          </th>
          <th scope="col" class="wide">
            {columns.state}
          </th>
          <th scope="col" class="wide">
            {columns.seen}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row frame={frame} area={area} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ frame, area, row }: { frame: Frame; area: Area; row: PersonView }) {
  const role = frame.words.common.role[row.role]
  const place = row.place === '' ? frame.words.common.everyShop : row.place
  const seen = lastSeen(frame, row.lastSeenAt)
  const status = <Status {...stateOf(frame, area, row.state)} />
  return (
    <tr>
      <th scope="row">
        <a href={areaHref(area, `/${row.id}`)}>{row.name}</a>
        <span class="gist narrow">{status}</span>
        <span class="small quiet gist narrow">{`${role} · ${place}`}</span>
        <span class="small quiet gist narrow">
          {frame.words.people.columns.seen}: {seen}
        </span>
      </th>
      <td class="wide">{role}</td>
      <td class="wide">{place}</td>
      <td class="wide">{status}</td>
      <td class="wide">{seen}</td>
    </tr>
  )
}

function More({ frame, next }: PeoplePageProps) {
  const { words, display, now, brand } = frame
  return (
    <div class="row row--apart">
      <p class="small quiet">{words.people.asOf(display.time(now, brand.zone))}</p>
      {next !== null && (
        <a class="button" href={next} rel="next">
          {words.people.next}
          <Icon name="next" way />
        </a>
      )}
    </div>
  )
}

function hrefOf(area: Area, filters: PeoplePageProps['filters']): string {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== '')).toString()
  return areaHref(area, query === '' ? '' : `?${query}`)
}
