import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { filtersSet, listHref } from '../list-filters.ts'
import { SearchField } from '../search-field.tsx'
import { RarerFilters } from './rarer-filters.tsx'
import { Select } from './select.tsx'
import { SOURCES, STATUSES } from './voucher-choices.ts'

/** What the list is narrowed by, as it stands in the URL; '' does not narrow. Dates are YYYY-MM-DD. */
export type VoucherFilterValues = {
  readonly q: string
  readonly status: string
  readonly store_id: string
  readonly source: string
  /** Only vouchers of that offer; chosen on the offer's page. */
  readonly offer_id: string
  readonly from: string
  readonly to: string
  /** Its last day lies in these. */
  readonly ends_from: string
  readonly ends_to: string
  /** '1': only what still holds money's worth. */
  readonly value: string
  /** '1': only what was issued in the viewer's own shops. */
  readonly own: string
}

export interface VoucherFiltersProps {
  readonly frame: Frame
  readonly filters: VoucherFilterValues
  readonly stores: readonly { readonly id: string; readonly name: string }[]
  /** Whether the viewer works in some shops only. */
  readonly bound: boolean
}

/** Search, states as links, and the rarer filters in a fold; each combination is a URL. */
export function VoucherFilters(props: VoucherFiltersProps) {
  const { frame, filters } = props
  const words = frame.words.admin.vouchers
  return (
    <search>
      <form class="stack filters" method="get" action="/admin/vouchers">
        {filters.status !== '' && <input type="hidden" name="status" value={filters.status} />}
        {filters.offer_id !== '' && <input type="hidden" name="offer_id" value={filters.offer_id} />}
        <SearchField label={words.searchLabel} hint={words.searchHint} value={filters.q} act={words.search} />
        <StatusChips frame={frame} filters={filters} />
        <Rarer {...props} />
      </form>
    </search>
  )
}

function StatusChips({ frame, filters }: Pick<VoucherFiltersProps, 'frame' | 'filters'>) {
  const words = frame.words.admin.vouchers
  return (
    <nav class="chips" aria-label={words.status}>
      {['', ...STATUSES].map((status) => (
        <a
          class="chip"
          href={listHref('/admin/vouchers', { ...filters, status })}
          aria-current={filters.status === status ? 'true' : undefined}
        >
          {isStatus(status) ? frame.words.common.status[status] : words.all}
        </a>
      ))}
    </nav>
  )
}

function Rarer({ frame, filters, stores, bound }: VoucherFiltersProps) {
  const words = frame.words.admin.vouchers
  const { q: _, status: __, offer_id: ___, ...rarer } = filters
  const set = filtersSet(rarer)
  return (
    <RarerFilters frame={frame} set={set} all="/admin/vouchers">
      <div class="side-by-side">
        <Select
          id="store_id"
          label={words.store}
          value={filters.store_id}
          options={[
            { value: '', label: words.anyStore },
            ...stores.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Select
          id="source"
          label={words.source}
          value={filters.source}
          options={[
            { value: '', label: words.anySource },
            ...SOURCES.map((source) => ({ value: source, label: words.sources[source] })),
          ]}
        />
      </div>
      <Days words={words} filters={filters} />
      <label class="tick">
        <input type="checkbox" name="value" value="1" checked={filters.value !== ''} />
        <span>{words.withValue}</span>
      </label>
      {bound && (
        <label class="tick">
          <input type="checkbox" name="own" value="1" checked={filters.own !== ''} />
          <span>{words.ownShops}</span>
        </label>
      )}
    </RarerFilters>
  )
}

/** Two spans of days: when they were issued, and when they end. */
function Days({
  words,
  filters,
}: {
  words: Frame['words']['admin']['vouchers']
  filters: VoucherFilterValues
}) {
  return (
    <>
      <div class="side-by-side">
        <Field id="from" label={words.from} value={filters.from} attributes={{ type: 'date' }} />
        <Field id="to" label={words.to} value={filters.to} attributes={{ type: 'date' }} />
      </div>
      <div class="side-by-side">
        <Field
          id="ends_from"
          label={words.endsFrom}
          value={filters.ends_from}
          attributes={{ type: 'date' }}
        />
        <Field id="ends_to" label={words.endsTo} value={filters.ends_to} attributes={{ type: 'date' }} />
      </div>
    </>
  )
}

function isStatus(text: string): text is (typeof STATUSES)[number] {
  return STATUSES.some((status) => status === text)
}
