import type { Frame } from './frame.ts'
import { Document, Masthead } from './layout.tsx'

/** What the browser shows in place of a page it could not reach; the address above it stays that of the page. */
export function OfflinePage({ frame }: { frame: Frame }) {
  const { title, text, retry } = frame.words.errors.offline
  return (
    <Document frame={frame} title={title}>
      <Masthead frame={frame} />
      <main id="main" class="wrap page stack">
        <div>
          <h1>{title}</h1>
          <p class="lead">{text}</p>
        </div>
        {/* Sent to the address above it. */}
        <form class="actions">
          <button type="submit" class="button button--primary">
            {retry}
          </button>
        </form>
      </main>
    </Document>
  )
}
