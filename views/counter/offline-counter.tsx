import type { Frame } from '../frame.ts'
import { Document } from '../layout.tsx'
import { CounterBar } from './counter-bar.tsx'
import { Lens } from './lens.tsx'
import { CodeField } from './typed-code.tsx'
import { UncheckedCodes } from './unchecked.tsx'

/**
 * What the browser shows in place of the counter while it cannot be reached: everything that can be scanned is kept, and
 * nothing is said of what it is worth. It is the same for everybody; the address above it stays that of the page.
 */
export function OfflineCounter({ frame }: { frame: Frame }) {
  const words = frame.words.unchecked
  return (
    <Document frame={frame} title={words.offline.title} scripts={[frame.assets['scan-offline.js']]}>
      <main id="main" class="till">
        <div class="counter">
          <CounterBar frame={frame} placeName={null}>
            <span class="line" data-broken>
              <span class="live"></span>
              <span>{frame.words.counter.offline}</span>
            </span>
          </CounterBar>
          <div class="scan">
            <Lens frame={frame} browser="" />
            <section class="typed stack" aria-labelledby="heading">
              <div>
                <h1 id="heading">{words.offline.heading}</h1>
                <p class="lead">{words.offline.text}</p>
              </div>
              <form id="code-form" action="/scan" method="get" novalidate>
                <CodeField frame={frame} code="" error={null} act={words.offline.keep} hint={null} />
              </form>
              <p
                role="status"
                id="kept"
                data-kept={words.offline.kept}
                data-full={words.full}
                data-kiosk={words.offline.kiosk}
              ></p>
              {/* Sent to the address above it. */}
              <form class="actions">
                <button type="submit" class="button">
                  {words.offline.retry}
                </button>
              </form>
            </section>
            <UncheckedCodes frame={frame} storeId={null} />
          </div>
        </div>
      </main>
    </Document>
  )
}
