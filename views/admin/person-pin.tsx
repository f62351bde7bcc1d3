import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'

interface PersonPinProps {
  readonly frame: Frame
  readonly pin: 'none' | 'set' | 'locked'
  /** Path of the person's page. */
  readonly path: string
}

/** The PIN of somebody one looks after: unlocked or taken away, never read or set. */
export function PersonPin({ frame, pin, path }: PersonPinProps) {
  const words = frame.words.pins
  const said = { none: words.careNone, set: words.careSet, locked: words.careLocked }[pin]
  return (
    <section class="acts" aria-labelledby="their-pin">
      <h2 id="their-pin">{words.care}</h2>
      <p class="quiet">{said}</p>
      {pin === 'locked' && (
        <form class="form-gap" method="post" action={`${path}/pin-unlockings`}>
          <button type="submit" class="button">
            {words.unlock}
          </button>
        </form>
      )}
      {pin !== 'none' && (
        <details class="fold fold--form">
          <summary>
            <span class="act-name">
              <Icon name="ban" />
              {words.removeTheirs}
            </span>
            <Icon name="down" />
          </summary>
          <form class="stack form-gap" method="post" action={`${path}/pin-removals`}>
            <p>{words.removeTheirsHow}</p>
            <button type="submit" class="button button--danger">
              {words.removeDo}
            </button>
          </form>
        </details>
      )}
    </section>
  )
}
