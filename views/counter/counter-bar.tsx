import type { PropsWithChildren } from 'hono/jsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'

/** The line above a scan or a verdict: which shop it is, then what else there is to know. */
export function CounterBar(props: PropsWithChildren<{ frame: Frame; placeName: string | null }>) {
  const { frame, placeName, children } = props
  return (
    <header class="counter-bar">
      <span>
        {placeName === null ? (
          frame.brand.name
        ) : (
          <>
            <Icon name="pin" />
            {placeName}
          </>
        )}
      </span>
      {children}
    </header>
  )
}
