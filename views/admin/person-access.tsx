import { PasskeyFold, Removal } from '../account/passkeys.tsx'
import { SessionRows } from '../account/sessions.tsx'
import type { PasskeyView, SessionView } from '../account/ways-in-view.ts'
import type { Frame } from '../frame.ts'
import { type Area, areaHref } from './people-view.ts'

/** What lets somebody in, and what its reader may take away. */
export interface PersonAccessProps {
  readonly frame: Frame
  readonly area: Area
  readonly person: {
    readonly id: string
    readonly signedIn: readonly SessionView[]
    readonly passkeys: readonly PasskeyView[]
  }
  readonly mayEnd: boolean
  readonly mayChange: boolean
  /** The reader's own session. */
  readonly current: string | null
  readonly commandKey: string
}

/** Of somebody's page: the browsers they are signed in on and their passkeys. A device has no passkeys. */
export function PersonAccess(props: PersonAccessProps) {
  const { frame, area, person, mayEnd, current, commandKey } = props
  const words = frame.words.account.theirs
  const path = areaHref(area, `/${person.id}/session-ends`)
  return (
    <>
      <section class="stack ways-in" aria-labelledby="sessions">
        <h2 id="sessions">{words.sessions}</h2>
        <SessionRows
          frame={frame}
          sessions={person.signedIn}
          endsAt={mayEnd ? path : null}
          current={current}
          commandKey={commandKey}
        />
        {mayEnd && person.signedIn.some(({ device }) => device !== current) && (
          <form method="post" action={path}>
            <input type="hidden" name="idempotency_key" value={`${commandKey}.all`} />
            <input type="hidden" name="session" value="all" />
            <button class="button button--danger" type="submit">
              {words.endAll}
            </button>
          </form>
        )}
      </section>
      {area === 'staff' && <TheirPasskeys {...props} />}
    </>
  )
}

function TheirPasskeys({ frame, area, person, mayChange, commandKey }: PersonAccessProps) {
  const words = frame.words.account.theirs
  return (
    <section class="stack ways-in" aria-labelledby="passkeys">
      <h2 id="passkeys">{words.passkeys}</h2>
      {person.passkeys.length === 0 && <p class="quiet">{words.noPasskeys}</p>}
      <div>
        {person.passkeys.map((passkey) => (
          <PasskeyFold frame={frame} passkey={passkey}>
            {mayChange && (
              <Removal
                frame={frame}
                passkey={passkey}
                action={areaHref(area, `/${person.id}/passkey-removals`)}
                how={words.removeHow}
                commandKey={commandKey}
              />
            )}
          </PasskeyFold>
        ))}
      </div>
    </section>
  )
}
