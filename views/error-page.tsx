import type { Frame } from './frame.ts'
import { Document, Foot, Masthead } from './layout.tsx'
import { Note } from './note.tsx'

/** The statuses people can meet as a page; anything else reads as our own mistake. */
export type ErrorStatus = 400 | 403 | 404 | 405 | 413 | 422 | 429 | 500 | 503

interface ErrorProps {
  readonly frame: Frame
  readonly status: ErrorStatus
  /** People read it to us; the logs carry the same. */
  readonly requestId: string
  /** What to do next, where it is known more closely than the status tells. */
  readonly text?: string
}

/** A page that could not be given: what happened, what to do next, and the number to mention. */
export function ErrorPage(props: ErrorProps) {
  const { frame, status, requestId } = props
  const { words, path } = frame
  const { title, text } = wordsFor(props)
  const retry = mayRetry(status)
  return (
    <Document frame={frame} title={title}>
      <Masthead frame={frame} />
      <main id="main" class="wrap page stack">
        <div>
          <h1>{title}</h1>
          <p class="lead">{text}</p>
        </div>
        <div class="actions">
          {retry && (
            <a class="button button--primary" href={path}>
              {words.errors.tryAgain}
            </a>
          )}
          <WayOn frame={frame} status={status} primary={!retry} />
        </div>
        <p class="small quiet">
          <RequestId frame={frame} id={requestId} />
        </p>
      </main>
      <Foot frame={frame} />
    </Document>
  )
}

/** Whoever works here goes back to where they begin; everybody else to the front page, or in as somebody else. */
function WayOn({ frame, status, primary }: { frame: Frame; status: ErrorStatus; primary: boolean }) {
  const { errors } = frame.words
  const desk = deskOf(frame)
  const front = { href: '/', label: errors.frontPage }
  const signIn = status === 403 && desk === null
  const ways = signIn ? [{ href: '/signin', label: errors.signIn }, front] : [desk ?? front]
  return (
    <>
      {ways.map(({ href, label }, index) => (
        <a class={primary && index === 0 ? 'button button--primary' : 'button'} href={href}>
          {label}
        </a>
      ))}
    </>
  )
}

/** Where staff begin. A page that is not there knows nobody: then its address says whose it would have been. */
function deskOf({ viewer, words, path }: Frame): { readonly href: string; readonly label: string } | null {
  const home = { href: '/admin', label: words.errors.toHome }
  if (viewer === null) return path.startsWith('/admin/') ? home : null
  if (viewer.role === 'customer') return null
  if (viewer.role === 'counter') return { href: '/counter', label: words.tablet.toTablet }
  if (viewer.atTablet) return { href: '/scan', label: words.errors.toScan }
  return ['admin', 'manager'].includes(viewer.role) ? home : { href: '/scan', label: words.errors.toScan }
}

/** The same inside a page that stands: a note to swap in where the answer would have been. */
export function ErrorNote(props: ErrorProps) {
  const { frame, requestId } = props
  const { title, text } = wordsFor(props)
  return (
    <Note tone="bad" role="alert">
      <b>{title}</b>
      <p>{text}</p>
      <p>
        <RequestId frame={frame} id={requestId} />
      </p>
    </Note>
  )
}

function RequestId({ frame, id }: { frame: Frame; id: string }) {
  return (
    <>
      {frame.words.errors.requestId} <span class="code code--small">{id}</span>
    </>
  )
}

function wordsFor({ frame: { words }, status, text }: ErrorProps): { title: string; text: string } {
  const said = status === 500 ? words.errors.other : words.errors.byStatus[status]
  return text === undefined ? said : { ...said, text }
}

/** Passing troubles, where the same address may answer soon. */
function mayRetry(status: ErrorStatus): boolean {
  return status === 429 || status === 500 || status === 503
}
