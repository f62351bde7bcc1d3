import type { Frame } from '../frame.ts'
import { CustomerPage } from '../layout.tsx'

/** What somebody reads who pressed the button of an offer that closed meanwhile. */
export function OfferClosed({ frame, name }: { readonly frame: Frame; readonly name: string }) {
  const words = frame.words.portal.offer
  return (
    <CustomerPage frame={frame} title={words.closedTitle}>
      <div>
        <h1>{words.closedTitle}</h1>
        <p class="lead">{words.closed(name)}</p>
      </div>
      <div class="narrow">
        <a class="button button--primary button--wide" href="/">
          {words.back}
        </a>
      </div>
    </CustomerPage>
  )
}
