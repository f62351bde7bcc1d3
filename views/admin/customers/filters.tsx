import type { Frame } from '../../frame.ts'
import { Icon } from '../../icon.tsx'
import { SearchField } from '../../search-field.tsx'
import { Select } from '../select.tsx'

/** What the list is narrowed by, as it stands in the URL; '' does not narrow. */
export interface CustomerFilterValues {
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
        <RarerFilters {...props} />
      </form>
    </search>
  )
}

function RarerFilters({ frame, filters, tags, plans }: FiltersProps) {
  const words = frame.words.customers
  const set = [filters.tag, filters.plan_id, filters.marketing].filter((value) => value !== '').length
  // A tag that nobody carries any more is still what was asked for.
  const known = filters.tag === '' || tags.includes(filters.tag) ? tags : [filters.tag, ...tags]
  const tagOptions = known.map((tag) => ({ value: tag, label: tag }))
  return (
    <details class="fold fold--form" open={set > 0}>
      <summary>
        {set === 0 ? words.more : words.moreSet(set)}
        <Icon name="down" />
      </summary>
      <div class="form-gap stack">
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
        <div class="row">
          <button type="submit" class="button">
            {words.apply}
          </button>
          {set > 0 && <a href="/admin/customers">{words.clear}</a>}
        </div>
      </div>
    </details>
  )
}

/** Whether the list is narrowed at all: an empty one means something else then. */
export function hasFilters(filters: CustomerFilterValues): boolean {
  return Object.values(filters).some((value) => value !== '')
}

/** The address of a list with these filters, and further parameters if any. */
export function listHref(
  path: string,
  filters: CustomerFilterValues,
  further: Record<string, string> = {},
): string {
  const set = Object.entries({ ...filters, ...further }).filter(([, value]) => value !== '')
  const query = new URLSearchParams(set).toString()
  return query === '' ? path : `${path}?${query}`
}
