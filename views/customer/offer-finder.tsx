import type { PropsWithChildren } from 'hono/jsx'
import type { OfferSearch, OfferSort } from '../../src/offer-finding.ts'
import { Empty } from '../empty.tsx'
import { FieldFrame } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { listHref } from '../list-filters.ts'
import { SearchField } from '../search-field.tsx'

/** Something to choose, by name. */
export interface Choice {
  readonly id: string
  readonly name: string
}

/** What is looked for, as the address says it, and what there is to choose from. */
export interface Finding {
  /** Address of the page that answers. */
  readonly path: string
  readonly search: OfferSearch
  /** Only what they can get now; null where nobody is signed in to say that of. */
  readonly onlyNow: boolean | null
  readonly categories: readonly Choice[]
  readonly stores: readonly Choice[]
  /** How many were found. */
  readonly found: number
}

/**
 * Search, chips, shop and order over a list of offers: a form and links. With scripts the list answers while typing; the whole
 * page is asked for, so that one address has one answer.
 */
export function OfferFinder({
  frame,
  finding,
  children,
}: PropsWithChildren<{ frame: Frame; finding: Finding }>) {
  const words = frame.words.portal.finding
  const { path, search, found } = finding
  return (
    <>
      <search>
        <form
          method="get"
          action={path}
          class="stack finder"
          hx-get={path}
          hx-trigger="input delay:300ms, submit"
          hx-sync="this:replace"
          hx-target="#found"
          hx-select="#found"
          hx-select-oob="#found-count"
          hx-swap="outerHTML"
          hx-replace-url="true"
        >
          <SearchField label={words.label} hint={words.hint} value={search.text} act={words.act} />
          {search.category !== null && <input type="hidden" name="category" value={search.category} />}
          <Choosing frame={frame} finding={finding} />
        </form>
      </search>
      <p class="sr" id="found-count" role="status">
        {words.found(found)}
      </p>
      <div class="stack finder-found" id="found">
        <Categories frame={frame} finding={finding} />
        {found === 0 ? (
          <Empty title={words.none}>
            <p class="quiet">{words.noneHow}</p>
            <a class="button" href={path}>
              {words.all}
            </a>
          </Empty>
        ) : (
          children
        )}
      </div>
    </>
  )
}

/** In the order they are offered. */
const SORTS = ['newest', 'ending', 'points'] as const satisfies readonly OfferSort[]

interface Part {
  readonly frame: Frame
  readonly finding: Finding
}

function Choosing({ frame, finding: { search, onlyNow, stores } }: Part) {
  const words = frame.words.portal.finding
  const sorts = SORTS.map((sort) => ({ id: sort === 'newest' ? '' : sort, name: words.sorts[sort] }))
  return (
    <div class="finder__choices">
      {stores.length > 1 && (
        <Select
          id="store"
          label={words.store}
          chosen={search.store ?? ''}
          choices={[{ id: '', name: words.anyStore }, ...stores]}
        />
      )}
      <Select
        id="sort"
        label={words.sort}
        chosen={search.sort === 'newest' ? '' : search.sort}
        choices={sorts}
      />
      {onlyNow !== null && (
        <label class="tick">
          <input type="checkbox" name="now" value="yes" checked={onlyNow} />
          <span>{words.onlyNow}</span>
        </label>
      )}
    </div>
  )
}

function Select({
  id,
  label,
  chosen,
  choices,
}: {
  id: string
  label: string
  chosen: string
  choices: readonly Choice[]
}) {
  return (
    <FieldFrame id={id} label={label}>
      <select class="input" id={id} name={id} autocomplete="off">
        {choices.map((choice) => (
          <option value={choice.id} selected={choice.id === chosen}>
            {choice.name}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

/** One of them, or everything: what else was asked for stays. */
function Categories({ frame, finding: { path, search, onlyNow, categories } }: Part) {
  if (categories.length === 0) return null
  const words = frame.words.portal.finding
  const others = {
    q: search.text,
    store: search.store ?? '',
    sort: search.sort === 'newest' ? '' : search.sort,
    now: onlyNow === true ? 'yes' : '',
  }
  const chips = [{ id: '', name: words.everything }, ...categories]
  return (
    <nav class="chips" aria-label={words.categories}>
      {chips.map(({ id, name }) => (
        <a
          class="chip"
          href={listHref(path, others, { category: id })}
          aria-current={id === (search.category ?? '') ? 'true' : undefined}
        >
          {name}
        </a>
      ))}
    </nav>
  )
}
