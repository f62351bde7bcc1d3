import type { Child } from 'hono/jsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'

interface RarerFiltersProps {
  readonly frame: Frame
  /** How many of them are set: with any, the fold is open. */
  readonly set: number
  /** The list without any filter. */
  readonly all: string
  readonly children: Child
}

/** The filters of a list that are seldom needed, in a fold, with the button that applies them. */
export function RarerFilters({ frame, set, all, children }: RarerFiltersProps) {
  const words = frame.words.common.filters
  return (
    <details class="fold fold--form" open={set > 0}>
      <summary>
        {set === 0 ? words.more : words.moreSet(set)}
        <Icon name="down" />
      </summary>
      <div class="form-gap stack">
        {children}
        <div class="row">
          <button type="submit" class="button">
            {words.show}
          </button>
          {set > 0 && <a href={all}>{words.clear}</a>}
        </div>
      </div>
    </details>
  )
}
