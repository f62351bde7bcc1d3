import type { Frame } from '../frame.ts'
import { type SessionView, sessionFacts } from './ways-in-view.ts'

interface SessionRowsProps {
  readonly frame: Frame
  readonly sessions: readonly SessionView[]
  /** Where a form that ends one is sent; null for a reader who may not. */
  readonly endsAt: string | null
  /** The session of the reader's own browser, which has no end but signing out. */
  readonly current: string | null
  /** A fresh idempotency key of this rendering. */
  readonly commandKey: string
}

/** The browsers somebody is signed in on, the newest first, each with its end. */
export function SessionRows({ frame, sessions, endsAt, current, commandKey }: SessionRowsProps) {
  const words = frame.words.account.sessions
  if (sessions.length === 0) return <p class="quiet">{words.none}</p>
  return (
    <ul class="rows">
      {sessions.toReversed().map((session) => (
        <li class="rowline">
          <span class="grow">
            <b>{session.browser === '' ? words.browser : session.browser}</b>
            {session.device === current && <span class="small">{words.here}</span>}
            <span class="small quiet">{sessionFacts(frame, session)}</span>
          </span>
          {endsAt !== null && session.device !== current && (
            <form method="post" action={endsAt}>
              <input type="hidden" name="idempotency_key" value={`${commandKey}.${session.device}`} />
              <input type="hidden" name="session" value={session.device} />
              <button
                class="button button--small"
                type="submit"
                aria-label={words.endOf(session.browser === '' ? words.browser : session.browser)}
              >
                {words.end}
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
  )
}
