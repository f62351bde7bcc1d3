import { PasskeyForm } from '../account/passkey-form.tsx'
import { Fact } from '../fact.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { CustomerPage } from '../layout.tsx'
import { Note } from '../note.tsx'

/** Whom an invitation is for. `place` names the shops, or is '' where the role has none. */
export interface Invitation {
  readonly name: string
  readonly role: string
  readonly place: string
  /** People at work join with a passkey, customers and kiosks by a press, and a shared tablet is made one. */
  readonly joins: 'with a passkey' | 'by a press' | 'as a tablet'
  /** Names this rendering, so that its button pressed twice is one press. */
  readonly press: string
}

/** Why nobody joined although the link is good. */
export type JoinRefusal = keyof Frame['words']['account']['joining']['refused']

interface JoinPageProps {
  readonly frame: Frame
  readonly invitation: Invitation | null
  readonly refused: JoinRefusal | null
}

/** `/join/{token}`: who one is about to become, and what does it; without an invitation, that it has ended. */
export function JoinPage({ frame, invitation, refused }: JoinPageProps) {
  const { words, brand } = frame
  if (invitation === null) return <JoinEnded frame={frame} />
  const title = words.doors.join(brand.name)
  const isTablet = invitation.joins === 'as a tablet'
  const scripts = invitation.joins === 'with a passkey' ? [frame.assets['passkey.js']] : []
  return (
    <CustomerPage frame={frame} title={title} scripts={scripts}>
      <div>
        <h1>{title}</h1>
        <p class="lead">{isTablet ? words.deviceKinds.joinText : words.doors.joinText}</p>
      </div>
      {refused !== null && (
        <Note tone="bad" role="alert">
          {words.account.joining.refused[refused]}
        </Note>
      )}
      <div class="stack stack--loose narrow">
        <dl class="facts facts--ruled">
          <Fact name={words.doors.name} value={invitation.name} />
          <Fact name={words.doors.role} value={invitation.role} />
          {invitation.place !== '' && <Fact name={words.doors.place} value={invitation.place} />}
        </dl>
        {invitation.joins === 'with a passkey' ? (
          <StaffWays frame={frame} press={invitation.press} />
        ) : (
          <form action={frame.path} method="post">
            <input type="hidden" name="press" value={invitation.press} />
            <button class="button button--primary button--wide" type="submit">
              {(isTablet ? words.deviceKinds : words.doors).joinAct(invitation.name)}
            </button>
          </form>
        )}
        <p class="small quiet">{words.doors.notYou}</p>
      </div>
    </CustomerPage>
  )
}

/** People at work: with a passkey, or for a working day without. */
function StaffWays({ frame, press }: { frame: Frame; press: string }) {
  const words = frame.words.account.joining
  return (
    <>
      <section class="stack">
        <p>{words.text}</p>
        <PasskeyForm
          frame={frame}
          action={frame.path}
          does="make"
          options={`${frame.path}/passkey-options`}
          unscripted={words.unscripted}
        >
          <input type="hidden" name="way" value="passkey" />
          <button class="button button--primary button--wide" type="submit">
            <Icon name="key" />
            {words.act}
          </button>
        </PasskeyForm>
      </section>
      <section class="stack" aria-labelledby="plain">
        <div>
          <h2 id="plain">{words.plainTitle}</h2>
          <p class="small quiet">{words.plainText}</p>
        </div>
        <form action={frame.path} method="post">
          <input type="hidden" name="press" value={press} />
          <button class="button button--wide" type="submit">
            {words.plainAct}
          </button>
        </form>
      </section>
    </>
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
