import type { Frame } from '../../frame.ts'
import { filtersSet } from '../../list-filters.ts'
import { SearchField } from '../../search-field.tsx'
import { RarerFilters } from '../rarer-filters.tsx'
import { Select } from '../select.tsx'

/** What the list is narrowed by, as it stands in the URL; '' does not narrow. */
export type CustomerFilterValues = {
  readonly q: string
  readonly tag: string
  readonly plan_id: string
  /** '', 'yes' or 'no'. */
  readonly marketing: string
}

interface FiltersProps {
  readonly frame: Frame
  readonly filters: CustomerFilterValues
  readonly tags: readonly string[]
  readonly plans: readonly { readonly value: string; readonly label: string }[]
}

/** Search, and the rarer filters in a fold; each combination is a URL. */
export function CustomerFilters(props: FiltersProps) {
  const { frame, filters } = props
  const words = frame.words.customers
  return (
    <search>
      <form class="stack filters" method="get" action="/admin/customers">
        <SearchField label={words.searchLabel} hint={words.searchHint} value={filters.q} act={words.search} />
        <Rarer {...props} />
      </form>
    </search>
  )
}

function Rarer({ frame, filters, tags, plans }: FiltersProps) {
  const words = frame.words.customers
  const { tag, plan_id, marketing } = filters
  const set = filtersSet({ tag, plan_id, marketing })
  // A tag that nobody carries any more is still what was asked for.
  const known = filters.tag === '' || tags.includes(filters.tag) ? tags : [filters.tag, ...tags]
  const tagOptions = known.map((tag) => ({ value: tag, label: tag }))
  return (
    <RarerFilters frame={frame} set={set} all="/admin/customers">
      <div class="side-by-side">
        <Select
          id="tag"
          label={words.tag}
          value={filters.tag}
          options={[{ value: '', label: words.anyTag }, ...tagOptions]}
        />
        {plans.length > 0 && (
          <Select
            id="plan_id"
            label={words.plan}
            value={filters.plan_id}
            options={[{ value: '', label: words.anyPlan }, ...plans]}
          />
        )}
        <Select
          id="marketing"
          label={words.marketing}
          value={filters.marketing}
          options={[
            { value: '', label: words.anyMarketing },
            { value: 'yes', label: words.marketingYes },
            { value: 'no', label: words.marketingNo },
          ]}
        />
      </div>
    </RarerFilters>
  )
}
