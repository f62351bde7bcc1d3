import { Empty } from '../../empty.tsx'
import type { Frame } from '../../frame.ts'
import { Icon } from '../../icon.tsx'
import { Desk } from '../../layout.tsx'
import { filtersSet, listHref } from '../../list-filters.ts'
import { CustomerFilters, type CustomerFilterValues } from './filters.tsx'

/** One customer of the list. */
export interface CustomerRowView {
  readonly id: string
  readonly name: string
  readonly initials: string
  /** How they are reached, where the name does not say it. */
  readonly contact: string | null
  readonly tags: readonly string[]
  readonly planName: string | null
  readonly openVouchers: number
}

/** A choice of a filter or form. */
export interface Choice {
  readonly value: string
  readonly label: string
}

export interface CustomersPageProps {
  readonly frame: Frame
  readonly rows: readonly CustomerRowView[]
  readonly filters: CustomerFilterValues
  readonly tags: readonly string[]
  readonly plans: readonly Choice[]
  /** URL of the next page, or of the same search further back. */
  readonly next: string | null
  /** Where a filtered search stopped before it had looked at everything. */
  readonly searchedUpTo: number | null
  /** A search found as many as it looks for: there may be more. */
  readonly cutOff: boolean
  readonly asOf: number
  readonly mayWrite: boolean
}

/** Everybody the brand knows, newest first, narrowed by what is looked for. */
export function CustomersPage(props: CustomersPageProps) {
  const { frame, rows, filters, tags, plans, mayWrite } = props
  const words = frame.words.customers
  const untouched = rows.length === 0 && filtersSet(filters) === 0
  return (
    <Desk frame={frame} title={words.title}>
      <div class="page-head">
        <h1>{words.title}</h1>
        {!untouched && (
          <div class="row">
            {mayWrite && <NewButton frame={frame} />}
            {mayWrite && <ImportButton frame={frame} />}
          </div>
        )}
      </div>
      {!untouched && <CustomerFilters frame={frame} filters={filters} tags={tags} plans={plans} />}
      {rows.length === 0 ? (
        <Nothing frame={frame} untouched={untouched} mayWrite={mayWrite} />
      ) : (
        <Rows frame={frame} rows={rows} />
      )}
      <More {...props} />
    </Desk>
  )
}

function NewButton({ frame }: { frame: Frame }) {
  return (
    <a class="button button--primary" href="/admin/customers/new">
      <Icon name="plus" />
      {frame.words.customers.add}
    </a>
  )
}

function ImportButton({ frame }: { frame: Frame }) {
  return (
    <a class="button" href="/admin/customers/imports">
      {frame.words.customers.import}
    </a>
  )
}

function Nothing(props: { frame: Frame; untouched: boolean; mayWrite: boolean }) {
  const { frame, untouched, mayWrite } = props
  const words = frame.words.customers
  if (!untouched) {
    return (
      <Empty title={words.noneFound}>
        <p class="quiet">{words.noneFoundHow}</p>
        <a class="button" href="/admin/customers">
          {frame.words.common.filters.clear}
        </a>
      </Empty>
    )
  }
  return (
    <Empty title={words.noneYet}>
      <p class="quiet">{words.noneYetHow}</p>
      {mayWrite && (
        <div class="row">
          <NewButton frame={frame} />
          <ImportButton frame={frame} />
        </div>
      )}
    </Empty>
  )
}

function Rows({ frame, rows }: Pick<CustomersPageProps, 'frame' | 'rows'>) {
  const words = frame.words.customers
  return (
    <ul class="rows" aria-label={words.caption}>
      {rows.map(({ id, name, initials, contact, tags, planName, openVouchers }) => (
        <li>
          <a class="rowline" href={`/admin/customers/${id}`}>
            <span class="avatar" aria-hidden="true">
              {initials}
            </span>
            <span class="grow">
              <b>
                <bdi>{name}</bdi>
              </b>
              {contact !== null && <span class="small quiet gist">{contact}</span>}
              {(tags.length > 0 || planName !== null) && (
                <span class="small quiet gist">{[planName ?? [], tags].flat().join(' · ')}</span>
              )}
            </span>
            {openVouchers > 0 && <span class="small quiet">{words.openVouchers(openVouchers)}</span>}
            <Icon name="next" way />
          </a>
        </li>
      ))}
    </ul>
  )
}

/** How fresh it is, how far it looked, the way on, and the list as a file. */
function More(props: CustomersPageProps) {
  const { frame, rows, filters, next, searchedUpTo, cutOff, asOf } = props
  const { display, brand } = frame
  const words = frame.words.customers
  return (
    <div class="row row--apart">
      <p class="small quiet">
        {words.asOf(display.time(asOf, brand.zone))}
        {searchedUpTo !== null && ` ${words.searchedUpTo(display.date(searchedUpTo, brand.zone))}`}
        {cutOff && ` ${words.foundMost(rows.length)}`}
      </p>
      <div class="row">
        {rows.length > 0 && filters.q === '' && (
          <a class="button button--plain" href={listHref('/admin/customers/export.csv', filters)} download>
            {words.export}
          </a>
        )}
        {next !== null && (
          <a class="button" href={next} rel="next">
            {searchedUpTo === null ? words.next : words.continue}
            <Icon name="next" way />
          </a>
        )}
      </div>
    </div>
  )
}
