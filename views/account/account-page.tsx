import { Fact } from '../fact.tsx'
import type { Frame } from '../frame.ts'
import { Desk } from '../layout.tsx'
import { Note } from '../note.tsx'
import { OwnPasskeys } from './passkeys.tsx'
import { SessionRows } from './sessions.tsx'
import type { PasskeyView, SessionView } from './ways-in-view.ts'

export interface AccountPageProps {
  readonly frame: Frame
  readonly person: { readonly name: string; readonly role: string; readonly place: string }
  readonly passkeys: readonly PasskeyView[]
  /** Whether this session may add and remove passkeys. */
  readonly mayChange: boolean
  readonly pin: 'none' | 'set' | 'locked'
  readonly sessions: readonly SessionView[]
  /** The reader's own. */
  readonly current: string
  /** What has just been done, said once. */
  readonly done: keyof Frame['words']['account']['done'] | null
  /** Why nothing was done. */
  readonly refused: keyof Frame['words']['account']['passkeys']['refused'] | null
  /** A fresh idempotency key of this rendering. */
  readonly commandKey: string
}

/** `/account`: who one is here, and everything that lets one in. */
export function AccountPage(props: AccountPageProps) {
  const { frame, person, done, refused } = props
  const { account: words, people } = frame.words
  return (
    <Desk frame={frame} title={words.title} scripts={[frame.assets['passkey.js']]}>
      <div class="page-head">
        <h1>{words.title}</h1>
        <form method="post" action="/signout">
          <button class="button" type="submit">
            {words.signOut}
          </button>
        </form>
      </div>
      {done !== null && (
        <Note icon="tick" role="status">
          {words.done[done]}
        </Note>
      )}
      {refused !== null && (
        <Note tone="bad" role="alert">
          {words.passkeys.refused[refused]}
        </Note>
      )}
      <dl class="facts facts--two">
        <Fact name={people.name} value={person.name} />
        <Fact name={people.role} value={person.role} />
        <Fact name={people.shops} value={person.place} />
      </dl>
      <OwnPasskeys {...props} />
      <OwnPin {...props} />
      <OwnSessions {...props} />
    </Desk>
  )
}

function OwnPin({ frame, pin }: AccountPageProps) {
  const words = frame.words.pins
  return (
    <section class="stack ways-in" aria-labelledby="own-pin">
      <h2 id="own-pin">{words.title}</h2>
      <p class="quiet">{words.lead}</p>
      <p>
        <b>{words.states[pin]}.</b> {pin === 'locked' && words.lockedHow}
      </p>
      <div class="row">
        <a class="button" href="/account/pin">
          {pin === 'none' ? words.set : words.change}
        </a>
      </div>
    </section>
  )
}

function OwnSessions({ frame, sessions, current, commandKey }: AccountPageProps) {
  const words = frame.words.account.sessions
  return (
    <section class="stack ways-in" aria-labelledby="sessions">
      <h2 id="sessions">{words.title}</h2>
      <p class="quiet">{words.lead}</p>
      <SessionRows
        frame={frame}
        sessions={sessions}
        endsAt="/account/sessions/ends"
        current={current}
        commandKey={commandKey}
      />
      {sessions.length > 1 && (
        <form method="post" action="/account/sessions/ends">
          <input type="hidden" name="idempotency_key" value={`${commandKey}.all`} />
          <input type="hidden" name="session" value="others" />
          <button class="button button--danger" type="submit">
            {words.endAll}
          </button>
        </form>
      )}
    </section>
  )
}
