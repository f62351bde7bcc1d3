import { Fact } from '../fact.tsx'
import type { Frame } from '../frame.ts'
import { CustomerPage } from '../layout.tsx'

/** Whom an invitation is for. `place` names the shops, or is '' where the role has none. */
export interface Invitation {
  readonly name: string
  readonly role: string
  readonly place: string
  /** Whether it makes a shared tablet of the device rather than letting somebody in. */
  readonly tablet: boolean
}

/** `/join/{token}`: who one is about to become, and the one button that does it; without an invitation, that it has ended. */
export function JoinPage({ frame, invitation }: { frame: Frame; invitation: Invitation | null }) {
  const { words, brand, path } = frame
  if (invitation === null) return <JoinEnded frame={frame} />
  const title = words.doors.join(brand.name)
  return (
    <CustomerPage frame={frame} title={title}>
      <div>
        <h1>{title}</h1>
        <p class="lead">{invitation.tablet ? words.deviceKinds.joinText : words.doors.joinText}</p>
      </div>
      <form class="stack stack--loose narrow" action={path} method="post">
        <dl class="facts facts--ruled">
          <Fact name={words.doors.name} value={invitation.name} />
          <Fact name={words.doors.role} value={invitation.role} />
          {invitation.place !== '' && <Fact name={words.doors.place} value={invitation.place} />}
        </dl>
        <button class="button button--primary button--wide" type="submit">
          {(invitation.tablet ? words.deviceKinds : words.doors).joinAct(invitation.name)}
        </button>
        <p class="small quiet">{words.doors.notYou}</p>
      </form>
    </CustomerPage>
  )
}

function JoinEnded({ frame }: { frame: Frame }) {
  const { words } = frame
  return (
    <CustomerPage frame={frame} title={words.doors.linkEnded}>
      <div>
        <h1>{words.doors.linkEnded}</h1>
        <p class="lead">{words.doors.linkEndedText}</p>
        {frame.brand.version === 0 && (
          <p>
            {words.doors.notSetUp.howNoneText}{' '}
            <code class="code code--small">{words.doors.notSetUp.command}</code>
          </p>
        )}
      </div>
      <div class="actions">
        <a class="button button--primary" href="/scan">
          {words.doors.goOn}
        </a>
      </div>
    </CustomerPage>
  )
}
