import { describedBy, FieldFrame } from '../field.tsx'
import type { Frame } from '../frame.ts'

/** A shop someone may validate in. */
export interface Place {
  readonly storeId: string
  readonly name: string
}

interface PlaceChoiceProps {
  readonly frame: Frame
  readonly places: readonly Place[]
  /** A code that waits to be checked meanwhile. */
  readonly code: string
}

/** Asked once of people with several shops; the answer stays in the address. */
export function PlaceChoice({ frame, places, code }: PlaceChoiceProps) {
  const words = frame.words.counter
  const field = { id: 'store', label: words.shop, hint: words.whereHint }
  return (
    <div class="wrap wrap--narrow page stack">
      <h1>{words.where}</h1>
      <form class="stack" method="get" action="/scan">
        {code !== '' && <input type="hidden" name="code" value={code} />}
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
