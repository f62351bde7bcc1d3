import { describedBy, FieldFrame } from '../field.tsx'
import type { Frame } from '../frame.ts'

/** A shop someone may validate in. */
export interface Place {
  readonly storeId: string
  readonly name: string
  /** Its town, where there are many. */
  readonly town?: string
}

/** Shops that are too many to print: what was searched for, and how many there are that fit. */
export interface PlaceSearch {
  readonly q: string
  readonly found: number
}

interface PlaceChoiceProps {
  readonly frame: Frame
  /** All of them; of a search the first that fit. */
  readonly places: readonly Place[]
  readonly search: PlaceSearch | null
  /** A code that waits to be checked meanwhile. */
  readonly code: string
}

/** Asked once of people with several shops; the answer stays in the address. */
export function PlaceChoice(props: PlaceChoiceProps) {
  const { search } = props
  return search === null ? <AllPlaces {...props} /> : <SearchedPlaces {...props} search={search} />
}

function AllPlaces({ frame, places, code }: PlaceChoiceProps) {
  const words = frame.words.counter
  const field = { id: 'store', label: words.shop, hint: words.whereHint }
  return (
    <div class="wrap wrap--narrow page stack">
      <h1>{words.where}</h1>
      <form class="stack" method="get" action="/scan">
        <Waiting code={code} />
        <FieldFrame {...field}>
          <select class="input" id="store" name="store" required {...describedBy(field)}>
            {places.map(({ storeId, name }) => (
              <option value={storeId}>{name}</option>
            ))}
          </select>
        </FieldFrame>
        <button class="button button--primary button--huge button--wide" type="submit">
          {words.goOn}
        </button>
      </form>
    </div>
  )
}

/** So many shops that they are found by name, town or street; each that fits is a link. */
function SearchedPlaces({ frame, places, search, code }: PlaceChoiceProps & { search: PlaceSearch }) {
  const words = frame.words.counter
  const field = { id: 'find', label: words.shop, hint: words.findHint }
  const left = search.found - places.length
  return (
    <div class="wrap wrap--narrow page stack">
      <h1>{words.where}</h1>
      <form class="stack" method="get" action="/scan">
        <Waiting code={code} />
        <FieldFrame {...field}>
          <input
            class="input"
            type="search"
            id="find"
            name="find"
            value={search.q}
            autocomplete="off"
            {...describedBy(field)}
          />
        </FieldFrame>
        <button class="button button--primary button--wide" type="submit">
          {words.find}
        </button>
      </form>
      {search.found === 0 && <p role="status">{words.findNone}</p>}
      <ul class="rows">
        {places.map(({ storeId, name, town }) => (
          <li>
            <a class="rowline" href={hrefOf(storeId, code)}>
              <span class="grow">
                <b>{name}</b>
                {town !== undefined && town !== '' && <span class="small quiet">{town}</span>}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {left > 0 && <p class="quiet">{words.findMore(left)}</p>}
    </div>
  )
}

function Waiting({ code }: { code: string }) {
  return code === '' ? null : <input type="hidden" name="code" value={code} />
}

function hrefOf(store: string, code: string): string {
  return `/scan?${new URLSearchParams({ store, ...(code !== '' && { code }) })}`
}
